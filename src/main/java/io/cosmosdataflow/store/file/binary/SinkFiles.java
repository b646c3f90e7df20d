package io.cosmosdataflow.store.file.binary;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.diagnostic.MachineLimit;
import io.cosmosdataflow.store.failure.ForeignFailure;
import io.cosmosdataflow.store.storage.FileLocation;
import io.cosmosdataflow.store.storage.PathGuard;
import java.io.Closeable;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The files of the sink, for one task. A file has its name when it is whole: where the store gives it with the end of the
 * stream, and else by a new name.
 */
final class SinkFiles implements Closeable {

    private final CopyOrder.Target target;
    private final FileSystem files;
    private final PathGuard guard;
    private final Set<Path> made = new HashSet<>();

    /**
     * A path of a machine may be another store on each of them: without the folder that the driver has made, files would
     * go to the machine's own disk.
     *
     * @throws JobException {@code FileStoreFailed} if it is not there
     */
    SinkFiles(CopyOrder.Target target) throws IOException {
        this.target = target;
        this.files = target.access().open(new Path(target.container() + "/"));
        this.guard = PathGuard.in(target.container());
        if (!direct() && !files.exists(new Path(target.unfinished()))) {
            throw JobException.of(
                            ErrorCode.FileStoreFailed,
                            "The folder '" + target.unfinished() + "', which the driver has made, is not there on an"
                                    + " executor. The path is not the same store on every machine: mount it on the"
                                    + " driver and on all executors.")
                    .at(target.service());
        }
    }

    FileSystem files() {
        return files;
    }

    CopyOrder.Target target() {
        return target;
    }

    /** Whether a file that is not whole has no name. */
    boolean direct() {
        return target.unfinished().isEmpty();
    }

    /**
     * Begins a file.
     *
     * @param name below the folder of the sink
     * @throws SourceFault if the sink cannot have a file of this name
     */
    TargetFile create(String name) {
        Optional<String> problem = PathGuard.problem(name);
        if (problem.isPresent()) {
            throw SourceFault.invalidName(name, "it " + problem.get(), null);
        }
        guard.requireLinks(FileLocation.join(target.folder(), name));
        try {
            Path named =
                    new Path(FileLocation.join(target.container(), target.folder()) + "/" + FileLocation.trimmed(name));
            Path written = direct() ? named : new Path(target.unfinished() + "/" + UUID.randomUUID());
            return new TargetFile(this, name, named, written);
        } catch (IOException | RuntimeException e) {
            throw failed(name, e);
        }
    }

    void makeFolder(Path folder) throws IOException {
        if (made.add(folder)) {
            files.mkdirs(folder);
        }
    }

    /** A {@link SourceFault} if it is because of the name, else why the file cannot be written. */
    RuntimeException failed(String name, Exception failure) {
        if (failure instanceof JobException || failure instanceof SourceFault) {
            return (RuntimeException) failure;
        }
        boolean tooLong = ExceptionUtils.getThrowableList(failure).stream()
                .anyMatch(cause -> String.valueOf(cause.getMessage()).contains("File name too long"));
        boolean invalid = ForeignFailure.find(failure)
                .filter(known -> known.code() == ErrorCode.FileNameInvalid)
                .isPresent();
        if (tooLong || invalid) {
            return SourceFault.invalidName(name, ForeignFailure.line(failure), failure);
        }
        if (failure instanceof RuntimeException unexpected) {
            return unexpected;
        }
        String advice = MachineLimit.of(failure)
                .map(MachineLimit::advice)
                .orElse("Check rights, space and network of the sink");
        return JobException.of(
                        ErrorCode.FileStoreFailed,
                        "File '" + name + "' cannot be written to '" + target.container() + "': "
                                + ForeignFailure.line(failure) + ". " + advice + ".")
                .at(target.service());
    }

    @Override
    public void close() throws IOException {
        files.close();
    }
}
