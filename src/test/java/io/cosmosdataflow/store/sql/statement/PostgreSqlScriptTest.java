package io.cosmosdataflow.store.sql.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.kind.statement.ScriptAnswer;
import io.cosmosdataflow.store.kind.statement.ScriptBlock;
import io.cosmosdataflow.store.kind.statement.StatementParameter;
import io.cosmosdataflow.store.kind.statement.StatementParameter.Direction;
import io.cosmosdataflow.store.sql.database.SqlDatabase;
import io.cosmosdataflow.store.type.InterimType;
import io.cosmosdataflow.testing.SharedSpark;
import io.cosmosdataflow.testing.SqlTables;
import io.cosmosdataflow.testing.TestDatabases;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scripts on a real PostgreSQL. Source: Microsoft Learn, Azure Database for PostgreSQL, "Script activity in Data Factory". */
class PostgreSqlScriptTest {

    private SqlDatabase database;

    @BeforeEach
    void aDatabase() throws SQLException {
        database = TestDatabases.postgres();
        TestDatabases.execute(
                database,
                "CREATE TABLE customers (id UUID, name TEXT, age INT, at TIMESTAMP, doc JSONB)",
                "INSERT INTO customers VALUES ('6f9619ff-8b86-d011-b42d-00c04fc964ff', 'Ann', 7,"
                        + " '2026-01-31 08:00:00', '{\"a\": 1}'), (NULL, 'Bo', 8, NULL, '{}')");
    }

    private static StatementParameter parameter(String name, InterimType type, Object value) {
        return new StatementParameter(name, type, value, false);
    }

    private ScriptAnswer run(String text, StatementParameter... parameters) {
        return run(text, Optional.empty(), parameters);
    }

    private ScriptAnswer run(String text, Optional<Duration> timeout, StatementParameter... parameters) {
        try (SqlSession session = new SqlSession(database, Optional.empty(), SharedSpark.session())) {
            return session.run(new ScriptBlock(text, true, List.of(parameters), timeout, 10, 1_000));
        }
    }

    private static List<String> values(ScriptAnswer answer) {
        List<String> values = new ArrayList<>();
        answer.results()
                .forEach(result -> result.rows().collectAsList().forEach((Row row) -> values.add(row.mkString("|"))));
        return values;
    }

    @Test
    void namedParametersAreOnesOfTheText() {
        ScriptAnswer answer = run(
                "SELECT name FROM customers WHERE age = @age AND id = @ID AND at = @at AND doc ? 'a'"
                        + " AND '@age' <> $$@age$$ || @age -- @age",
                parameter("age", InterimType.INT32, 7),
                parameter("id", InterimType.GUID, UUID.fromString("6f9619ff-8b86-d011-b42d-00c04fc964ff")),
                parameter("at", InterimType.DATETIME, LocalDateTime.parse("2026-01-31T08:00:00")));

        assertThat(values(answer)).containsExactly("Ann");
    }

    @ParameterizedTest
    @CsvSource({"$1, $2", "$2, $3"})
    void othersHaveTheirPlace(String first, String second) {
        ScriptAnswer answer = run(
                "SELECT name FROM customers WHERE name = " + first + " AND age = " + second,
                parameter("", InterimType.STRING, "Bo"),
                parameter("", InterimType.INT32, 8));

        assertThat(values(answer)).containsExactly("Bo");
    }

    /** The page's example. */
    @Test
    void outputsOfAProcedureComeBack() throws SQLException {
        run(
                "CREATE OR REPLACE PROCEDURE swap_proc (input1 IN TEXT, input2 IN BIGINT, output1 OUT BIGINT, output2 OUT TEXT)"
                        + " LANGUAGE plpgsql AS $$ DECLARE BEGIN output2 := input1; output1 := input2; END $$");

        ScriptAnswer answer = run(
                "CALL swap_proc(@input1, @input2, null, null)",
                parameter("input1", InterimType.STRING, "Hello world"),
                parameter("input2", InterimType.INT32, 1234),
                parameter("output10", InterimType.INT32, null).with(Direction.Output, 0),
                parameter("output20", InterimType.STRING, null).with(Direction.Output, 100));

        assertThat(values(answer)).containsExactly("1234|Hello world");
        assertThat(answer.outputs()).isEqualTo(Map.of("output10", "1234", "output20", "Hello world"));
    }

    @Test
    void allResultsOfSeveralStatementsAndTheirNoticesComeBack() throws SQLException {
        ScriptAnswer answer = run(
                "UPDATE customers SET age = age + 1; SELECT age FROM customers ORDER BY age;"
                        + " DO $$ BEGIN RAISE NOTICE 'Hello'; RAISE NOTICE 'World!'; END $$; DELETE FROM customers WHERE age = 9");

        assertThat(values(answer)).containsExactly("8", "9");
        assertThat(answer.affected()).isEqualTo(3);
        assertThat(answer.messages()).containsExactly("Hello", "World!");
        assertThat(SqlTables.rows(database, "SELECT age FROM customers")).containsExactly("8");
    }

    /** The driver holds all rows of a statement unless it may ask for them bit by bit. */
    @Test
    void rowsBeyondTheLimitAreCountedAndNotKept() {
        ScriptAnswer answer = run("SELECT repeat('x', 1000) FROM generate_series(1, 100000)");

        // 1,000 bytes are not more than 1,000: the second row is the last one that is kept
        assertThat(answer.results().get(0).kept()).isEqualTo(2);
        assertThat(answer.results().get(0).count()).isEqualTo(100_000);
        assertThat(run("SELECT * FROM generate_series(1, 11)").results().get(0).kept())
                .isEqualTo(10);
    }

    @Test
    void aSelectThatWritesIsCommitted() throws SQLException {
        run("WITH gone AS (DELETE FROM customers WHERE age = 7 RETURNING age) SELECT * FROM gone");

        assertThat(SqlTables.rows(database, "SELECT age FROM customers")).containsExactly("8");
    }

    @Test
    void aTimeoutCancelsTheStatementOnTheServer() throws SQLException {
        Instant start = Instant.now();

        assertThatThrownBy(() -> run("SELECT pg_sleep(600)", Optional.of(Duration.ofSeconds(1))))
                .isInstanceOfSatisfying(
                        JobException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RunTimedOut));
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(15));
        assertThat(SqlTables.rows(database, SLEEPING)).isEmpty();
    }

    private static final String SLEEPING =
            "SELECT query FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%pg_sleep(600)%'"
                    + " AND pid <> pg_backend_pid() AND datname = current_database()";

    @Test
    void anInterruptCancelsTheStatementOnTheServer() throws Exception {
        List<Throwable> failures = new ArrayList<>();
        Thread waiting = new Thread(() -> {
            try {
                run("SELECT pg_sleep(600)");
            } catch (JobException e) {
                failures.add(e);
                failures.add(Thread.currentThread().isInterrupted() ? null : e);
            }
        });
        waiting.start();
        while (SqlTables.rows(database, SLEEPING).isEmpty()) {
            Thread.onSpinWait();
        }

        waiting.interrupt();
        waiting.join(15_000);

        assertThat(waiting.isAlive()).isFalse();
        assertThat(failures).first().isInstanceOfSatisfying(JobException.class, e -> assertThat(e.code())
                .isEqualTo(ErrorCode.ActivityFailed));
        assertThat(failures).last().isNull();
        assertThat(SqlTables.rows(database, SLEEPING)).isEmpty();
    }

    @Test
    void whatTheServerRefusesHidesSecrets() {
        assertThatThrownBy(() -> run(
                        "SELECT CAST(@a AS INT), @b",
                        new StatementParameter("a", InterimType.STRING, "s3cret", true),
                        parameter("b", InterimType.DECIMAL, new BigDecimal("1.5"))))
                .isInstanceOfSatisfying(
                        JobException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SqlQueryFailed))
                .hasMessageContaining("*** (SQLSTATE 22P02")
                .hasMessageNotContaining("s3cret");
    }
}
