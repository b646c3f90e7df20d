package io.cosmosdataflow.store.sql.statement;

import io.cosmosdataflow.store.kind.statement.ScriptBlock;
import io.cosmosdataflow.store.kind.statement.StatementParameter;
import io.cosmosdataflow.store.sql.dialect.sqlserver.SqlServerDialect;
import java.math.BigDecimal;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A batch of T-SQL, with its parameters as {@code sp_executesql} takes them, which is what SqlClient does with a text and
 * parameters. Source: Microsoft Learn, "sp_executesql (Transact-SQL)".
 */
final class SqlServerScript implements ScriptForm {

    private static final int FIRST = 3;
    private static final int MOST_CHARACTERS = 4_000;

    @Override
    public void run(Connection connection, ScriptBlock block, DatabaseThread thread, ScriptResults results)
            throws SQLException {
        if (block.parameters().isEmpty()) {
            try (Statement statement = thread.tracked(connection.createStatement())) {
                results.take(statement, statement.execute(block.text()));
            }
            return;
        }
        try (CallableStatement call = thread.tracked(connection.prepareCall(sql(block.parameters())))) {
            call.setNString(1, block.text());
            call.setNString(2, declarations(block.parameters()));
            BoundParameters.bind(call, FIRST, block.parameters(), new SqlServerDialect());
            results.take(call, call.execute());
            BoundParameters.collect(call, FIRST, block.parameters(), results);
        }
    }

    private static String sql(List<StatementParameter> parameters) {
        return "EXEC sp_executesql ?, ?, "
                + parameters.stream().map(each -> "@" + each.name() + " = ?").collect(Collectors.joining(", "));
    }

    private static String declarations(List<StatementParameter> parameters) {
        return parameters.stream()
                .map(each -> "@" + each.name() + " " + type(each) + (each.comesBack() ? " OUTPUT" : ""))
                .collect(Collectors.joining(", "));
    }

    private static String type(StatementParameter parameter) {
        int size = parameter.size();
        return switch (parameter.type()) {
            case BOOLEAN -> "bit";
            case BYTE -> "tinyint";
            case SBYTE, INT16 -> "smallint";
            case INT32, UINT16 -> "int";
            case INT64, UINT32 -> "bigint";
            case UINT64 -> "decimal(20, 0)";
            case DECIMAL -> "decimal(38, " + scale(parameter.value()) + ")";
            case SINGLE -> "real";
            case DOUBLE -> "float";
            case BYTE_ARRAY -> "varbinary(max)";
            case DATE -> "date";
            case DATETIME -> "datetime2";
            case DATETIMEOFFSET -> "datetimeoffset";
            case TIMESPAN -> "time";
            case GUID -> "uniqueidentifier";
            case STRING -> "nvarchar(" + (size > 0 && size <= MOST_CHARACTERS ? size : "max") + ")";
        };
    }

    /** Of a value that comes back alone, that of the interim type. */
    private static int scale(Object value) {
        return value instanceof BigDecimal number ? Math.max(0, Math.min(38, number.scale())) : 18;
    }
}
