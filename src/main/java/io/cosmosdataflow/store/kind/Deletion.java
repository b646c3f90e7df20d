package io.cosmosdataflow.store.kind;

import io.cosmosdataflow.store.kind.MetadataField.ItemType;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * The checked deletion of files, to be done in the run.
 *
 * @param recursive whether those of folders inside go too
 * @param wildcard whether a wildcard chooses among them
 * @param prefix of their paths; empty for none
 * @param connections how many are deleted at a time
 * @param work deletes what is there by then, and goes on where the store refuses something
 */
public record Deletion(
        boolean recursive, boolean wildcard, String prefix, int connections, Function<Opening, List<Deleted>> work) {

    /**
     * A file or folder that was to be deleted.
     *
     * @param name path below the container
     * @param error why it is still there; empty if it is not
     */
    public record Deleted(String name, ItemType type, Optional<String> error) {

        public Deleted {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(error, "error");
        }
    }

    public Deletion {
        Objects.requireNonNull(prefix, "prefix");
        Objects.requireNonNull(work, "work");
    }
}
