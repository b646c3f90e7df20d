package io.cosmosdataflow.store.sql.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cosmosdataflow.definition.json.Secret;
import io.cosmosdataflow.definition.sql.SqlKind;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.kind.ProcedureCall;
import io.cosmosdataflow.store.kind.StatementParameter;
import io.cosmosdataflow.store.sql.database.SqlDatabase;
import io.cosmosdataflow.store.type.InterimType;
import java.math.BigDecimal;
import java.sql.SQLException;
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
        try (SqlSession session = new SqlSession(SERVER, Optional.empty())) {
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
                        "setString 4 " + id,
                        "setNull 5 " + java.sql.Types.BIGINT,
                        "close");
    }

    @Test
    void anErrorBehindTheCountsIsFound() {
        RecordingDriver.last = new SQLException("Divide by zero of 's3cret' with pw", "22012", 8134);

        assertThatThrownBy(() -> call(new StatementParameter("a", InterimType.STRING, "s3cret", true)))
                .isInstanceOfSatisfying(
                        JobException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SqlQueryFailed))
                .hasMessageContaining("the procedure 'dbo.usp]x'")
                .hasMessageContaining("Divide by zero of '***' with *** (SQLSTATE 22012, code 8134)");
        assertThat(RecordingDriver.ASKED).last().isEqualTo("close");
    }

    @Test
    void withoutADriverItSaysWhichIsMissing() {
        SqlDatabase none = new SqlDatabase(SqlKind.SQL_SERVER, false, "jdbc:none", "no.such.Driver", Map.of(), "Db");

        try (SqlSession session = new SqlSession(none, Optional.empty())) {
            ProcedureCall call = new ProcedureCall(List.of("p"), List.of());
            assertThatThrownBy(() -> session.call(call))
                    .isInstanceOfSatisfying(
                            JobException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SqlDriverMissing));
        }
    }
}
