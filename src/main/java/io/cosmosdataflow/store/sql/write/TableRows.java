package io.cosmosdataflow.store.sql.write;

import io.cosmosdataflow.spark.IsoTimes;
import io.cosmosdataflow.spark.PlainNumbers;
import io.cosmosdataflow.store.RowOperation;
import io.cosmosdataflow.store.lost.DelimitedItem;
import io.cosmosdataflow.store.sql.dialect.SqlDialect;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.lang3.StringUtils;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The rows on their way to a table: the operation's code, then one column for each column that is written.
 */
final class TableRows implements Serializable {

    private static final int MOST_KEY = 100;

    private final StructType schema;
    private final List<TargetColumn> targets;
    private final List<String> columns;
    private final List<String> keys;
    private final int[] keyColumns;
    private final List<String> named;

    /**
     * @param schema of the columns, with the names that the rows give them
     * @param targets the table's columns, in the same order
     * @param keys by which rows of the table are found, in the table's names; empty if there are inserts only
     * @param named what names a row in messages: the keys, else what comes of the primary key
     */
    TableRows(StructType schema, List<TargetColumn> targets, List<String> keys, List<String> named) {
        this.schema = Objects.requireNonNull(schema, "schema");
        this.targets = List.copyOf(targets);
        this.columns = targets.stream().map(TargetColumn::name).toList();
        this.keys = List.copyOf(keys);
        this.keyColumns = keys.stream().mapToInt(columns::indexOf).toArray();
        this.named = List.copyOf(named);
    }

    List<String> columns() {
        return columns;
    }

    List<String> keys() {
        return keys;
    }

    /** Of all columns; each task makes its own. */
    ValueBinder[] binders(SqlDialect dialect) {
        ValueBinder[] binders = new ValueBinder[targets.size()];
        for (int i = 0; i < binders.length; i++) {
            binders[i] = ValueBinder.of(schema.fields()[i], targets.get(i), dialect);
        }
        return binders;
    }

    int index(String column) {
        return columns.indexOf(column);
    }

    /** The row's operation. */
    static RowOperation operation(InternalRow row) {
        return RowOperation.of(row.getByte(0));
    }

    boolean isNull(InternalRow row, int column) {
        return row.isNullAt(column + 1);
    }

    /** NULL has the type of its column. */
    void bind(ValueBinder[] binders, PreparedStatement statement, int parameter, InternalRow row, int column)
            throws SQLException {
        if (isNull(row, column)) {
            statement.setNull(parameter, targets.get(column).jdbcType());
        } else {
            binders[column].bind(statement, parameter, row, column + 1);
        }
    }

    /** The keys' values, equal where Spark finds them equal. */
    Object key(InternalRow row, boolean folded) {
        Object[] values = new Object[keyColumns.length];
        for (int i = 0; i < values.length; i++) {
            Object value = value(row, keyColumns[i]);
            values[i] = folded && value instanceof UTF8String text
                    ? text.trimRight().toLowerCase()
                    : value;
        }
        return values.length == 1 && values[0] != null ? values[0] : Arrays.asList(values);
    }

    /** Keys of the row that are NULL. */
    Set<String> nullKeys(InternalRow row) {
        Set<String> nulls = Set.of();
        for (int i = 0; i < keyColumns.length; i++) {
            if (isNull(row, keyColumns[i])) {
                nulls = nulls.isEmpty() ? new HashSet<>() : nulls;
                nulls.add(keys.get(i));
            }
        }
        return nulls;
    }

    /** {@code id = 5, lang = 'de'}. */
    String keyText(InternalRow row) {
        return named.stream()
                .map(name -> name + " = " + StringUtils.abbreviate(shown(row, index(name), "'"), MOST_KEY))
                .collect(Collectors.joining(", "));
    }

    /** All values as the log of skipped rows has them. */
    String line(InternalRow row) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < targets.size(); i++) {
            values.add(isNull(row, i) ? null : shown(row, i, ""));
        }
        return DelimitedItem.of(values);
    }

    private String shown(InternalRow row, int column, String quote) {
        Object value = value(row, column);
        if (value == null) {
            return "NULL";
        }
        return switch (schema.fields()[column].dataType().typeName()) {
            case "string" -> quote + value + quote;
            case "date" -> LocalDate.ofEpochDay((Integer) value).toString();
            case "timestamp", "timestamp_ntz" -> IsoTimes.shortest((Long) value, true);
            case "boolean" -> (Boolean) value ? "True" : "False";
            case "binary" -> Base64.getEncoder().encodeToString(((ByteBuffer) value).array());
            default -> PlainNumbers.text(value);
        };
    }

    private Object value(InternalRow row, int column) {
        if (isNull(row, column)) {
            return null;
        }
        DataType type = schema.fields()[column].dataType();
        return type instanceof BinaryType ? ByteBuffer.wrap(row.getBinary(column + 1)) : row.get(column + 1, type);
    }
}
