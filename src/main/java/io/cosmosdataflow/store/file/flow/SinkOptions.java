package io.cosmosdataflow.store.file.flow;

import io.cosmosdataflow.store.kind.PartitionBy;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a script says of any sink that concerns files too. Row policies matter to Delta only.
 *
 * @param keys columns that name a row of the target
 */
public record SinkOptions(
        boolean deletable,
        boolean insertable,
        boolean updateable,
        boolean upsertable,
        List<String> keys,
        Optional<PartitionBy> partitionBy) {

    public SinkOptions {
        keys = List.copyOf(keys);
        Objects.requireNonNull(partitionBy, "partitionBy");
    }

    /** Inserts only, as without settings. */
    public static SinkOptions inserts() {
        return new SinkOptions(false, true, false, false, List.of(), Optional.empty());
    }

    /** Whether rows are written by their policies rather than all inserted. */
    boolean merges() {
        return deletable || updateable || upsertable;
    }
}
