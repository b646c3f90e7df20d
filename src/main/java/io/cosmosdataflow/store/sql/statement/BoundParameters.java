package io.cosmosdataflow.store.sql.statement;

import io.cosmosdataflow.store.kind.StatementParameter;
import io.cosmosdataflow.store.type.InterimType;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.UUID;

/** Hands values to the question marks of statements. */
final class BoundParameters {

    private BoundParameters() {}

    /** Values in their order. */
    static void bind(PreparedStatement prepared, List<StatementParameter> parameters) throws SQLException {
        for (int i = 0; i < parameters.size(); i++) {
            bind(prepared, i + 1, parameters.get(i));
        }
    }

    static void bind(PreparedStatement prepared, int index, StatementParameter parameter) throws SQLException {
        Object value = parameter.value();
        if (value == null) {
            prepared.setNull(index, jdbcType(parameter.type()));
        } else if (value instanceof UUID) {
            prepared.setString(index, value.toString());
        } else {
            prepared.setObject(index, value);
        }
    }

    static int jdbcType(InterimType type) {
        return switch (type) {
            case BOOLEAN -> Types.BIT;
            case BYTE, SBYTE, INT16 -> Types.SMALLINT;
            case INT32, UINT16 -> Types.INTEGER;
            case INT64, UINT32 -> Types.BIGINT;
            case UINT64, DECIMAL -> Types.DECIMAL;
            case SINGLE -> Types.REAL;
            case DOUBLE -> Types.DOUBLE;
            case BYTE_ARRAY -> Types.VARBINARY;
            case DATE -> Types.DATE;
            case DATETIME -> Types.TIMESTAMP;
            case DATETIMEOFFSET, GUID, STRING, TIMESPAN -> Types.VARCHAR;
        };
    }
}
