package io.cosmosdataflow.store.sql.write;

import static io.cosmosdataflow.testing.SqlTables.rows;
import static io.cosmosdataflow.testing.TestDatabases.execute;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.definition.json.Secret;
import io.cosmosdataflow.store.RowCounts;
import io.cosmosdataflow.store.RowOperation;
import io.cosmosdataflow.store.lost.LostRow;
import io.cosmosdataflow.store.lost.LostRows;
import io.cosmosdataflow.store.sql.database.SqlDatabase;
import io.cosmosdataflow.store.sql.dialect.TableName;
import io.cosmosdataflow.testing.SharedSpark;
import io.cosmosdataflow.testing.SqlTables;
import io.cosmosdataflow.testing.TestDatabases;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A task that has committed, and whose end nobody hears of, is run again and does not write its rows again. */
class TaskLedgerTest {

    private static final long ROWS = 1_000;

    private final List<String> remarks = new ArrayList<>();

    static Stream<SqlTables.Kind> kinds() {
        return SqlTables.kinds();
    }

    private static Dataset<Row> source() {
        return SharedSpark.session().range(0, ROWS, 1, 4).selectExpr("id", "CONCAT('n', id) AS name");
    }

    private static SqlDatabase losing(SqlDatabase database) {
        return new SqlDatabase(
                database.kind(),
                database.embedded(),
                database.url(),
                LosingDriver.class.getName(),
                database.properties(),
                database.name());
    }

    private static TargetTable table(SqlDatabase database, String columns) throws SQLException {
        execute(database, "CREATE TABLE t (" + columns + ")");
        return new TargetDatabase(database).require(new TableName(Optional.empty(), "t"));
    }

    /** As far as each database has the standard's view; names in lower case are ours in any. */
    private static List<String> ledgers(SqlDatabase database) throws SQLException {
        return rows(
                database,
                "SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_NAME LIKE '" + TaskLedger.PREFIX + "%'");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void eachRowIsThereOnceThoughAnswersOfCommitsAreLost(SqlTables.Kind kind) throws SQLException {
        SqlDatabase database = kind.database().get();
        TargetTable table = table(database, "id BIGINT, name VARCHAR(20)");
        LosingDriver.LOSSES.set(3);

        TableOutcome outcome = RowsToWrite.inserts(losing(database), table, BatchLimits.defaults())
                .write(source(), lit(RowOperation.INSERT.code()), remarks::add);

        assertThat(LosingDriver.LOSSES.get()).isNegative();
        assertThat(rows(database, "SELECT COUNT(*), COUNT(DISTINCT id) FROM t")).containsExactly(ROWS + "|" + ROWS);
        assertThat(outcome.rows().of(RowOperation.INSERT)).isEqualTo(ROWS);
        assertThat(remarks).isEmpty();
        assertThat(ledgers(database)).isEmpty();
    }

    /** Updates of a row that is there, deletes of one that is not, upserts, and inserts among them. */
    @ParameterizedTest
    @MethodSource("kinds")
    void allThatATaskDidIsCountedOnce(SqlTables.Kind kind) throws SQLException {
        SqlDatabase database = kind.database().get();
        TargetTable table = table(database, "id BIGINT PRIMARY KEY, name VARCHAR(20)");
        execute(database, "INSERT INTO t VALUES (1, 'a'), (5, 'b')");
        RowsToWrite write = new RowsToWrite(
                losing(database),
                table,
                RowKeys.of(List.of("id")),
                Set.of(RowOperation.values()),
                false,
                false,
                BatchLimits.defaults(),
                Optional.empty());
        LosingDriver.LOSSES.set(1);

        TableOutcome outcome = write.write(
                source().filter("id < 100"),
                expr("CASE id % 4 WHEN 0 THEN " + RowOperation.INSERT.code() + " WHEN 1 THEN "
                        + RowOperation.UPDATE.code() + " WHEN 2 THEN " + RowOperation.UPSERT.code() + " ELSE "
                        + RowOperation.DELETE.code() + " END"),
                remarks::add);

        assertThat(LosingDriver.LOSSES.get()).isLessThan(1);
        RowCounts counts = outcome.rows();
        assertThat(counts.of(RowOperation.INSERT)).isEqualTo(25);
        assertThat(counts.of(RowOperation.UPDATE)).isEqualTo(2);
        assertThat(counts.of(RowOperation.UPSERT)).isEqualTo(25);
        assertThat(counts.unmatched()).isEqualTo(23 + 25);
        assertThat(rows(database, "SELECT COUNT(*) FROM t")).containsExactly("52");
    }

    @Test
    void refusedRowsOfALostAttemptAreCountedAndNamedAsLost() throws SQLException {
        SqlDatabase database = TestDatabases.sqlServerMode();
        TargetTable table = table(database, "id BIGINT, name VARCHAR(3)");
        LostRows skipped = new Noted();
        LosingDriver.LOSSES.set(1);
        Noted.WHY.clear();

        TableOutcome outcome = RowsToWrite.inserts(losing(database), table, BatchLimits.defaults())
                .withSkipped(skipped)
                .write(source().filter("id < 103").coalesce(1), lit(RowOperation.INSERT.code()), remarks::add);

        assertThat(rows(database, "SELECT COUNT(*) FROM t")).containsExactly("100");
        assertThat(outcome.rows().rejected()).isEqualTo(3);
        assertThat(Noted.WHY).hasSize(6);
        assertThat(Noted.WHY.subList(3, 6)).allMatch(each -> each.contains("lost with it"));
    }

    /** Of all attempts of a task in this JVM. */
    private static final class Noted implements LostRows {
        static final List<String> WHY = new ArrayList<>();

        @Override
        public void lost(LostRow row) {
            WHY.add(row.why());
        }
    }

    /** PostgreSQL: CREATE on a schema is a privilege of its own. */
    @Test
    void whereNoTableCanBeMadeTheUserIsToldBefore() throws SQLException {
        SqlDatabase database = TestDatabases.postgres();
        TargetTable table = table(database, "id BIGINT, name VARCHAR(20)");
        String role = "writer_" + System.nanoTime();
        execute(
                database,
                "REVOKE CREATE ON SCHEMA public FROM PUBLIC",
                "CREATE ROLE " + role + " LOGIN PASSWORD 'only-4-tests'",
                "GRANT SELECT, INSERT ON t TO " + role);
        SqlDatabase limited = new SqlDatabase(
                database.kind(),
                false,
                database.url(),
                database.driver(),
                Map.of("user", Secret.of(role), "password", Secret.of("only-4-tests")),
                database.name());

        RowsToWrite.inserts(limited, table, BatchLimits.defaults())
                .write(source(), lit(RowOperation.INSERT.code()), remark -> {
                    remarks.add(remark);
                    try {
                        assertThat(rows(database, "SELECT COUNT(*) FROM t")).containsExactly("0");
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                });

        assertThat(remarks).singleElement().asString().contains("at least once").contains("permission denied");
        assertThat(rows(database, "SELECT COUNT(*) FROM t")).containsExactly(String.valueOf(ROWS));
    }

    @Test
    void upsertsNeedNone() throws SQLException {
        SqlDatabase database = TestDatabases.sqlServerMode();
        TargetTable table = table(database, "id BIGINT PRIMARY KEY, name VARCHAR(20)");
        RowsToWrite write = new RowsToWrite(
                losing(database),
                table,
                RowKeys.of(List.of("id")),
                Set.of(RowOperation.UPSERT),
                false,
                false,
                BatchLimits.defaults(),
                Optional.empty());
        LosingDriver.LOSSES.set(1);

        TableOutcome outcome = write.write(source(), lit(RowOperation.UPSERT.code()), remarks::add);

        assertThat(outcome.rows().written()).isEqualTo(ROWS);
        assertThat(rows(database, "SELECT COUNT(*) FROM t")).containsExactly(String.valueOf(ROWS));
    }
}
