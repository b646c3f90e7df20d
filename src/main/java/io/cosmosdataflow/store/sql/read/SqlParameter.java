package io.cosmosdataflow.store.sql.read;

import java.io.Serializable;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Locale;

/**
 * A parameter of a stored procedure. Source: Microsoft Learn, connector-azure-sql-database, {@code
 * storedProcedureParameters}.
 *
 * @param value null for NULL
 * @param type as the definition names it: {@code Int}, {@code Decimal}, {@code String}; empty if it says nothing
 */
public record SqlParameter(String name, String value, String type) implements Serializable {

    void bind(PreparedStatement prepared, int index) throws SQLException {
        if (value == null) {
            prepared.setNull(index, Types.VARCHAR);
            return;
        }
        String text = value;
        boolean number = text.trim().matches("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)");
        switch (type.toLowerCase(Locale.ROOT)) {
            case "int", "int16", "int32", "int64", "byte", "decimal", "double", "single" -> {
                if (number) {
                    prepared.setBigDecimal(index, new BigDecimal(text.trim()));
                } else {
                    prepared.setString(index, text);
                }
            }
            case "boolean", "bool" -> prepared.setBoolean(index, text.trim().matches("(?i)true|1"));
            default -> prepared.setString(index, text);
        }
    }
}
