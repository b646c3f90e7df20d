package io.cosmosdataflow.store.sql.read;

import io.cosmosdataflow.spark.IsoTimes;
import io.cosmosdataflow.store.sql.database.SqlDatabase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecificInternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The first rows of a result, in the types that a copy reads.
 *
 * @param schema columns marked with their interim types
 * @param count of all rows of the result
 * @param bytes of the values of {@code rows}
 */
public record TakenRows(StructType schema, List<InternalRow> rows, long count, long bytes) {

    private static final int BYTES_OF_A_NUMBER = 8;

    public TakenRows {
        rows = List.copyOf(rows);
    }

    /**
     * Reads the result to its end.
     *
     * @param what the statement is, for messages
     * @param mostRows that are taken
     * @param mostBytes of values, after which no more are taken
     */
    public static TakenRows of(ResultSet result, SqlDatabase database, String what, int mostRows, long mostBytes)
            throws SQLException {
        List<SqlColumn> columns = SqlColumns.of(result.getMetaData(), database, what);
        SqlValue[] values = columns.stream().map(SqlValue::of).toArray(SqlValue[]::new);
        StructType schema = SqlTable.schema(columns);
        InternalRow row = new SpecificInternalRow(schema);
        List<InternalRow> taken = new ArrayList<>();
        long bytes = 0;
        long count = 0;
        while (result.next()) {
            count++;
            if (taken.size() < mostRows && bytes <= mostBytes) {
                for (int i = 0; i < values.length; i++) {
                    row.setNullAt(i);
                    values[i].move(result, row, i);
                    bytes += row.isNullAt(i) ? 0 : length(row.get(i, schema.fields()[i].dataType()));
                }
                taken.add(row.copy());
            }
        }
        return new TakenRows(schema, taken, count, bytes);
    }

    /**
     * A value of the first row as a text, by the name of its column, else by its place. Null for NULL, and where there is
     * no such column.
     */
    public String first(String name, int place) {
        int named = IntStream.range(0, schema.size())
                .filter(i -> schema.fields()[i].name().equalsIgnoreCase(name))
                .findFirst()
                .orElse(place);
        if (named >= schema.size() || rows.get(0).isNullAt(named)) {
            return null;
        }
        DataType type = schema.fields()[named].dataType();
        Object value = rows.get(0).get(named, type);
        if (type.equals(DataTypes.TimestampType)) {
            return IsoTimes.shortest((long) value, true);
        }
        if (type.equals(DataTypes.DateType)) {
            return LocalDate.ofEpochDay((int) value).toString();
        }
        return value instanceof byte[] bytes ? Base64.getEncoder().encodeToString(bytes) : value.toString();
    }

    private static int length(Object value) {
        if (value instanceof UTF8String text) {
            return text.numBytes();
        }
        return value instanceof byte[] bytes ? bytes.length : BYTES_OF_A_NUMBER;
    }
}
