package io.cosmosdataflow.store.kind;

import io.cosmosdataflow.demand.RowPolicy;
import io.cosmosdataflow.diagnostic.Span;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.types.StructType;

/**
 * The rows that a sink of a data flow gets, as far as they are known before the run.
 *
 * @param allowed policies that the sink takes
 * @param keys columns that name a row of the target
 * @param marked whether an alter row gives rows a policy; else each is an insert
 * @param columns that are known; a column that is always NULL is a text
 * @param open whether only the run knows all columns
 * @param partitionBy empty if the sink says nothing of partitions
 * @param span of the sink in the script
 */
public record SinkRows(
        Set<RowPolicy> allowed,
        List<String> keys,
        boolean marked,
        StructType columns,
        boolean open,
        Optional<PartitionBy> partitionBy,
        Span span) {

    public SinkRows {
        allowed = Set.copyOf(allowed);
        keys = List.copyOf(keys);
        Objects.requireNonNull(columns, "columns");
        Objects.requireNonNull(partitionBy, "partitionBy");
        Objects.requireNonNull(span, "span");
    }
}
