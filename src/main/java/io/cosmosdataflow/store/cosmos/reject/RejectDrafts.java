package io.cosmosdataflow.store.cosmos.reject;

import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The files of one write job until it has ended, on both sides: tasks open them, and the driver decides which of
 * them count. A process that is killed leaves its drafts in a hidden folder, as the run is repeated as a whole.
 */
public record RejectDrafts(Rejecting rejecting, String job) implements Serializable {

    /** The file of one attempt of a task; empty if rejects are only counted. */
    public Optional<RejectFile> file(int partition, long attempt) {
        return rejecting.keeps()
                ? Optional.of(new RejectFile(rejecting, rejecting.folder().drafts(job), partition, attempt))
                : Optional.empty();
    }

    /**
     * After a job whose rows are all decided: the files that its tasks have named stay.
     *
     * @throws io.cosmosdataflow.diagnostic.JobException {@code FileStoreFailed}
     */
    public void keep(Collection<String> names) {
        if (rejecting.keeps()) {
            rejecting.folder().publish(job, names);
            rejecting.folder().discardDrafts(job);
        }
    }

    /**
     * After a job that ended early: what has been rejected so far stays, also by attempts that failed, unless
     * another attempt at the same rows has ended. A replay keeps nothing, as the rows are still where it has them
     * from.
     *
     * @param named by the tasks that have ended
     * @throws io.cosmosdataflow.diagnostic.JobException {@code FileStoreFailed}
     */
    public void keepAsFarAsItCame(Collection<String> named) {
        if (rejecting.keeps()) {
            Set<String> ended = named.stream().map(RejectDrafts::partition).collect(Collectors.toSet());
            List<String> names = rejecting.folder().draftNames(job).stream()
                    .filter(name -> named.contains(name) || !ended.contains(partition(name)))
                    .toList();
            keep(rejecting.replay() > 0 ? List.of() : names);
        }
    }

    private static String partition(String name) {
        return name.substring(0, name.lastIndexOf('-'));
    }
}
