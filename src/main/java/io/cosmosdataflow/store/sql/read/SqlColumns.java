package io.cosmosdataflow.store.sql.read;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.sql.database.SqlDatabase;
import io.cosmosdataflow.store.sql.database.SqlFaults;
import io.cosmosdataflow.store.type.InterimType;
import io.cosmosdataflow.store.type.NativeTypes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** Finds out the columns of a statement's result before it is read. */
final class SqlColumns {

    private static final int DIGITS = 38;
    private static final int DIGITS_OF_MICROS = 6;

    private SqlColumns() {}

    /**
     * Asks the driver; a statement that the driver cannot describe is executed for its first row.
     *
     * @param what the statement is, for messages
     * @param ticks whether a time with more than six digits of its second is carried as a text
     */
    static List<SqlColumn> of(
            Connection connection, SqlDatabase database, SqlStatement statement, String what, boolean ticks) {
        try (PreparedStatement prepared = connection.prepareStatement(statement.sql())) {
            ResultSetMetaData described = prepared.getMetaData();
            if (described != null && described.getColumnCount() > 0) {
                return columns(described, database, what, ticks);
            }
        } catch (SQLException e) {
            if (statement.sql().indexOf('?') < 0) {
                throw SqlFaults.reading(database, what, e);
            }
        }
        try (SqlResult result = SqlResult.first(connection, statement)) {
            ResultSet rows = result.rows();
            return columns(rows.getMetaData(), database, what, ticks);
        } catch (SQLException e) {
            throw SqlFaults.reading(database, what, e);
        }
    }

    /** Of a result that is there; a time with more than six digits of its second is carried as a text. */
    static List<SqlColumn> of(ResultSetMetaData described, SqlDatabase database, String what) throws SQLException {
        return columns(described, database, what, true);
    }

    private static List<SqlColumn> columns(
            ResultSetMetaData described, SqlDatabase database, String what, boolean ticks) throws SQLException {
        NativeTypes types = database.types();
        List<SqlColumn> columns = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 1; i <= described.getColumnCount(); i++) {
            String label = described.getColumnLabel(i);
            String name = label == null || label.isBlank() ? "Column" + i : label;
            if (!names.add(name)) {
                throw JobException.of(
                        ErrorCode.SqlQueryFailed,
                        capital(what) + " of linked service '" + database.name() + "' gives column '" + name
                                + "' twice. Give each its own name with AS.");
            }
            String nativeType = described.getColumnTypeName(i).toLowerCase(Locale.ROOT);
            int precision = described.getPrecision(i);
            int scale = described.getScale(i);
            // what a table does not name, and decimals that are too long, arrive as the text that the driver makes
            InterimType interim = types.interim(nativeType, known(precision), known(precision, scale))
                    .orElse(InterimType.STRING);
            boolean text = ticks && interim == InterimType.DATETIME && scale > DIGITS_OF_MICROS;
            DataType carrier = text ? DataTypes.StringType : carrier(interim, precision, scale);
            columns.add(new SqlColumn(name, i, nativeType, interim, carrier));
        }
        return columns;
    }

    private static DataType carrier(InterimType interim, int precision, int scale) {
        boolean fits = precision > 0 && precision <= DIGITS && scale >= 0 && scale <= precision;
        return interim == InterimType.DECIMAL && fits
                ? DataTypes.createDecimalType(precision, scale)
                : interim.carrier();
    }

    private static OptionalInt known(int precision) {
        return precision > 0 ? OptionalInt.of(precision) : OptionalInt.empty();
    }

    private static OptionalInt known(int precision, int scale) {
        return precision > 0 ? OptionalInt.of(scale) : OptionalInt.empty();
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
