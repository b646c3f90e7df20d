package io.cosmosdataflow.store.sql.statement;

import io.cosmosdataflow.store.kind.statement.StatementParameter;
import io.cosmosdataflow.store.kind.statement.StatementParameter.Direction;
import io.cosmosdataflow.store.sql.dialect.SqlDialect;
import io.cosmosdataflow.store.type.InterimType;
import java.sql.CallableStatement;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.UUID;

/** Hands values to the question marks of statements, and takes those that come back. */
final class BoundParameters {

    private BoundParameters() {}

    /** @param first question mark; the others follow in their order */
    static void bind(PreparedStatement prepared, int first, List<StatementParameter> parameters, SqlDialect dialect)
            throws SQLException {
        for (int i = 0; i < parameters.size(); i++) {
            StatementParameter parameter = parameters.get(i);
            if (prepared instanceof CallableStatement call && parameter.comesBack()) {
                call.registerOutParameter(first + i, jdbcType(parameter.type()));
            }
            if (parameter.direction() != Direction.Output || !(prepared instanceof CallableStatement)) {
                bind(prepared, first + i, parameter, dialect);
            }
        }
    }

    private static void bind(PreparedStatement prepared, int index, StatementParameter parameter, SqlDialect dialect)
            throws SQLException {
        Object value = parameter.value();
        if (value == null) {
            prepared.setNull(index, jdbcType(parameter.type()));
        } else if (value instanceof UUID id) {
            prepared.setObject(index, dialect.guid(id));
        } else {
            prepared.setObject(index, value);
        }
    }

    static void collect(CallableStatement call, int first, List<StatementParameter> parameters, ScriptResults results)
            throws SQLException {
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i).comesBack()) {
                results.output(parameters.get(i).name(), call.getString(first + i));
            }
        }
    }

    private static int jdbcType(InterimType type) {
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
