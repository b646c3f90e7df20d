package io.cosmosdataflow.store.cosmos.flow;

import io.cosmosdataflow.demand.RowPolicy;
import io.cosmosdataflow.store.cosmos.document.KeyPath;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.NumericType;
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
        return CosmosFlowSinkSettings.needsKey(settings.allowed())
                ? unmapped(settings.partitionKey(), columns)
                : Optional.empty();
    }

    /** Which path of a partition key no column is mapped to; empty if there is none. */
    static Optional<String> unmapped(List<String> partitionKey, StructType columns) {
        return partitionKey.stream()
                .filter(path -> !has(columns, KeyPath.names(path)))
                .findFirst()
                .map(path -> "DF-Cosmos-InvalidPartitionKey: no column is mapped to the partition key '" + path + "'");
    }

    /**
     * Why the column {@code id} cannot be the id of a document, as far as its type says; empty if it can, or if there is
     * none. Dates, timestamps and binary values are written as texts.
     *
     * <p>Source: Microsoft Learn, Azure Cosmos DB resource model, "Properties of an item": {@code id} is a string.
     * Whether Data Factory would make one of a number is not documented, so that it is not done.
     */
    public static Optional<String> noId(StructType columns) {
        return Arrays.stream(columns.fields())
                .filter(field -> field.name().equals("id"))
                .map(StructField::dataType)
                .filter(type -> type instanceof NumericType || type instanceof BooleanType || complex(type))
                .map(type -> "'id' is " + type.simpleString() + ", and the id of a document is a text")
                .findFirst();
    }

    private static boolean complex(DataType type) {
        return type instanceof StructType || type instanceof ArrayType || type instanceof MapType;
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
