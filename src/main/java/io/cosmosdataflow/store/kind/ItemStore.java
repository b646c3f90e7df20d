package io.cosmosdataflow.store.kind;

import io.cosmosdataflow.diagnostic.JobException;
import java.util.Optional;

/** Where the item of a dataset is looked for: a file, a folder or a table. To be closed by whoever has opened it. */
public interface ItemStore extends AutoCloseable {

    /**
     * The item as it is now; empty if there is none.
     *
     * @throws JobException what the store fails with
     */
    Optional<StoredItem> find();

    /** For an activity that cannot go on without the item, after {@link #find} has found none. */
    JobException missing();

    @Override
    default void close() {}
}
