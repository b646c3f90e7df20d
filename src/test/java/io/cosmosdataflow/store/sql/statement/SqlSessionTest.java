package io.cosmosdataflow.store.sql.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.cosmosdataflow.definition.json.Secret;
import io.cosmosdataflow.definition.sql.SqlKind;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.kind.statement.ProcedureCall;
import io.cosmosdataflow.store.kind.statement.ScriptAnswer;
import io.cosmosdataflow.store.kind.statement.ScriptBlock;
import io.cosmosdataflow.store.kind.statement.StatementParameter;
import io.cosmosdataflow.store.kind.statement.StatementParameter.Direction;
import io.cosmosdataflow.store.sql.database.SqlDatabase;
import io.cosmosdataflow.store.type.InterimType;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a server is asked. Source: Microsoft Learn, "EXECUTE (Transact-SQL)"; JDBC 4.3, 13.1.2.3 and 13.2.2. */
class SqlSessionTest {

    private static final SqlDatabase SERVER = new SqlDatabase(
            SqlKind.SQL_SERVER,
            false,
            "jdbc:recording",
            RecordingDriver.class.getName(),
            Map.of("password", Secret.of("pw")),
            "Db");

    @BeforeEach
    @AfterEach
    void nothingAskedYet() {
        RecordingDriver.ASKED.clear();
        RecordingDriver.last = null;
    }

    private static StatementParameter parameter(String name, InterimType type, Object value) {
        return new StatementParameter(name, type, value, false);
    }

    private static void call(StatementParameter... parameters) {
        try (SqlSession session = new SqlSession(SERVER, Optional.empty(), null)) {
            session.call(new ProcedureCall(List.of("dbo", "usp]x"), List.of(parameters)));
        }
    }

    @Test
    void parametersGoByNameInTheirTypes() {
        UUID id = UUID.fromString("6f9619ff-8b86-d011-b42d-00c04fc964ff");

        call(
                parameter("a", InterimType.INT32, 7),
                parameter("b", InterimType.DECIMAL, new BigDecimal("1.50")),
                parameter("c", InterimType.DATETIME, LocalDateTime.parse("2026-01-31T08:00:00")),
                parameter("d", InterimType.GUID, id),
                parameter("e", InterimType.INT64, null));

        assertThat(RecordingDriver.ASKED)
                .containsExactly(
                        "EXEC [dbo].[usp]]x] @a = ?, @b = ?, @c = ?, @d = ?, @e = ?",
                        "setObject 1 7",
                        "setObject 2 1.50",
                        "setObject 3 2026-01-31T08:00",
                        "setObject 4 " + id,
                        "setNull 5 " + Types.BIGINT,
                        "close");
    }

    @Test
    void anErrorBehindTheCountsIsFound() {
        RecordingDriver.last = new SQLException("Divide by zero of 's3cret' with pw", "22012", 8134);

        assertThatThrownBy(() -> call(new StatementParameter("a", InterimType.STRING, "s3cret", true)))
                .isInstanceOfSatisfying(
                        JobException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SqlQueryFailed))
                .hasMessageContaining("the procedure 'dbo.usp]x'")
                .hasMessageContaining("It says: *** (SQLSTATE 22012, code 8134)");
        assertThat(RecordingDriver.ASKED).last().isEqualTo("close");
    }

    /** As SqlClient runs a text with parameters. Source: Microsoft Learn, "sp_executesql (Transact-SQL)". */
    @Test
    void parametersOfAScriptAreDeclared() {
        ScriptBlock block = new ScriptBlock(
                "SELECT @a, '@b'",
                false,
                List.of(
                        parameter("a", InterimType.DECIMAL, new BigDecimal("1.50")),
                        parameter("b", InterimType.STRING, "x").with(Direction.InputOutput, 9),
                        parameter("c", InterimType.INT32, 1).with(Direction.Output, 0)),
                Optional.empty(),
                1,
                1);

        ScriptAnswer answer;
        try (SqlSession session = new SqlSession(SERVER, Optional.empty(), null)) {
            answer = session.run(block);
        }

        assertThat(RecordingDriver.ASKED)
                .containsExactly(
                        "EXEC sp_executesql ?, ?, @a = ?, @b = ?, @c = ?",
                        "setNString 1 SELECT @a, '@b'",
                        "setNString 2 @a decimal(38, 2), @b nvarchar(9) OUTPUT, @c int OUTPUT",
                        "setObject 3 1.50",
                        "registerOutParameter 4 " + Types.VARCHAR,
                        "setObject 4 x",
                        "registerOutParameter 5 " + Types.INTEGER,
                        "close");
        assertThat(answer.affected()).isEqualTo(5);
        assertThat(answer.outputs()).containsExactly(entry("b", "of 4"), entry("c", "of 5"));
    }

    @Test
    void withoutADriverItSaysWhichIsMissing() {
        SqlDatabase none = new SqlDatabase(SqlKind.SQL_SERVER, false, "jdbc:none", "no.such.Driver", Map.of(), "Db");

        try (SqlSession session = new SqlSession(none, Optional.empty(), null)) {
            ProcedureCall call = new ProcedureCall(List.of("p"), List.of());
            assertThatThrownBy(() -> session.call(call))
                    .isInstanceOfSatisfying(
                            JobException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SqlDriverMissing));
        }
    }
}
