package io.cosmosdataflow.store.cosmos.flow;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.cosmosdataflow.demand.RowMark;
import io.cosmosdataflow.spark.Expressions;
import io.cosmosdataflow.spark.NamedColumns;
import io.cosmosdataflow.store.Columns;
import io.cosmosdataflow.store.cosmos.document.KeyPath;
import io.cosmosdataflow.store.cosmos.document.SourceKey;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Gives rows of a container the key of their document, in the column of {@link RowMark#SOURCE_KEY}. Only documents whose
 * key may have a null are looked into once more.
 *
 * @param paths of the container's partition key; empty for rows that carry none
 * @param whole whether the documents are known to have all that the key is made of
 */
record SourceKeys(List<String> paths, boolean whole) {

    static final SourceKeys NONE = new SourceKeys(List.of());

    private static final String COLUMN = RowMark.SOURCE_KEY.column();

    SourceKeys {
        paths = List.copyOf(paths);
    }

    SourceKeys(List<String> paths) {
        this(paths, true);
    }

    /** The same over documents of which only these members are read. */
    SourceKeys within(Set<String> members) {
        boolean read = members.contains("id")
                && paths.stream()
                        .allMatch(path -> members.contains(KeyPath.names(path).get(0)));
        return new SourceKeys(paths, read);
    }

    /** The text of the document stays beside its columns. */
    Dataset<Row> beside(Dataset<Row> documents) {
        return paths.isEmpty()
                ? documents
                : NamedColumns.with(documents, COLUMN, NamedColumns.column(documents, Columns.DOCUMENT));
    }

    List<String> kept() {
        return paths.isEmpty() ? List.of() : List.of(COLUMN);
    }

    /** @param rows with the texts of the documents beside their columns */
    Dataset<Row> of(Dataset<Row> rows) {
        if (paths.isEmpty()) {
            return rows;
        }
        Column key = lit(null).cast(DataTypes.StringType);
        if (whole) {
            Column vague = paths.stream()
                    .map(path -> mayBeNull(rows, KeyPath.names(path)))
                    .reduce(Column::or)
                    .orElseThrow();
            SourceKey.Reader reader = new SourceKey.Reader(paths);
            key = when(
                    vague, Expressions.call(reader, "read", DataTypes.StringType, NamedColumns.column(rows, COLUMN)));
        }
        return NamedColumns.with(rows, COLUMN, key);
    }

    private static Column mayBeNull(Dataset<Row> rows, List<String> path) {
        DataType type = rows.schema();
        Column value = null;
        for (String name : path) {
            if (!(type instanceof StructType members)
                    || !List.of(members.fieldNames()).contains(name)) {
                return lit(true);
            }
            type = members.apply(name).dataType();
            value = value == null ? NamedColumns.column(rows, name) : value.getField(name);
        }
        return value.isNull();
    }
}
