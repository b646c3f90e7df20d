package io.cosmosdataflow.store.cosmos.flow;

import io.cosmosdataflow.function.RowPolicy;
import io.cosmosdataflow.store.cosmos.document.KeyPath;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Whether the columns of a sink name the documents that it is to change.
 *
 * <p>Source: Microsoft Learn, data-flow-troubleshoot-errors, {@code DF-Cosmos-IdPropertyMissed} and {@code
 * DF-Cosmos-InvalidPartitionKey}.
 */
public final class KeyColumns {

    private KeyColumns() {}

    /**
     * What is wrong, beginning with Data Factory's name of the error; empty if nothing is. Inserts need no {@code id}:
     * the service makes one.
     *
     * @param marked whether the rows carry policies; else each is an insert, whatever the sink allows
     */
    public static Optional<String> missing(CosmosFlowSinkSettings settings, StructType columns, boolean marked) {
        if (!marked) {
            return Optional.empty();
        }
        boolean byId = settings.allowed().stream().anyMatch(policy -> policy != RowPolicy.INSERT);
        if (byId && !has(columns, List.of("id"))) {
            return Optional.of("DF-Cosmos-IdPropertyMissed: 'id' must be mapped to update, upsert or delete documents");
        }
        return settings.partitionKey()
                .filter(path -> CosmosFlowSinkSettings.needsKey(settings.allowed()))
                .filter(path -> !has(columns, KeyPath.names(path)))
                .map(path -> "DF-Cosmos-InvalidPartitionKey: no column is mapped to the partition key '" + path + "'");
    }

    /** A column inside a type that is not known to be a structure is taken to be there. */
    private static boolean has(StructType columns, List<String> path) {
        Optional<StructField> field = Arrays.stream(columns.fields())
                .filter(each -> each.name().equals(path.get(0)))
                .findFirst();
        if (field.isEmpty() || path.size() == 1) {
            return field.isPresent();
        }
        DataType type = field.get().dataType();
        return !(type instanceof StructType inner) || has(inner, path.subList(1, path.size()));
    }
}
