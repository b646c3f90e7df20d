package io.cosmosdataflow.store.sql.write;

import static io.cosmosdataflow.testing.SqlTables.rows;
import static io.cosmosdataflow.testing.TestDatabases.execute;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.RowOperation;
import io.cosmosdataflow.store.lost.LostRows;
import io.cosmosdataflow.store.sql.database.SqlDatabase;
import io.cosmosdataflow.store.sql.dialect.TableName;
import io.cosmosdataflow.testing.SharedSpark;
import io.cosmosdataflow.testing.SqlTables;
import io.cosmosdataflow.testing.TestDatabases;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A task that dies after it has sent rows is run again by Spark. */
class RepeatedTaskTest {

    private static final AtomicInteger DEATHS = new AtomicInteger();
    private static final int ROWS = 400;
    private static final BatchLimits SMALL_BATCHES = new BatchLimits(10, Duration.ofMinutes(1));

    static Stream<SqlTables.Kind> kinds() {
        return SqlTables.kinds().limit(3);
    }

    /** Row 150, in the middle of its task, throws as often as there are deaths left. */
    private static Dataset<Row> mortal(int deaths) {
        DEATHS.set(deaths);
        SparkSession spark = SharedSpark.session();
        UDF1<Long, Long> dies = id -> {
            if (id == 150 && DEATHS.getAndDecrement() > 0) {
                throw new IllegalStateException("died on purpose");
            }
            return id;
        };
        spark.udf().register("dies", dies, DataTypes.LongType);
        return spark.range(0, ROWS, 1, 2).selectExpr("dies(id) AS id", "CONCAT('n', id) AS name");
    }

    private static TargetTable table(SqlDatabase database) throws SQLException {
        execute(database, "CREATE TABLE t (id BIGINT, name VARCHAR(20))");
        return new TargetDatabase(database).require(new TableName(Optional.empty(), "t"));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void eachRowIsInsertedOnceWithoutAnyConstraint(SqlTables.Kind kind) throws SQLException {
        SqlDatabase database = kind.database().get();
        RowsToWrite write = RowsToWrite.inserts(database, table(database), SMALL_BATCHES);

        TableOutcome outcome = write.write(mortal(2), lit(RowOperation.INSERT.code()), said -> {});

        assertThat(DEATHS.get()).isNegative();
        assertThat(outcome.rows().written()).isEqualTo(ROWS);
        assertThat(rows(database, "SELECT COUNT(*), COUNT(DISTINCT id) FROM t")).containsExactly(ROWS + "|" + ROWS);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void eachRowIsUpsertedOnceWithoutAnyConstraint(SqlTables.Kind kind) throws SQLException {
        SqlDatabase database = kind.database().get();
        RowsToWrite write = new RowsToWrite(
                database,
                table(database),
                RowKeys.of(List.of("id")),
                Set.of(RowOperation.UPSERT),
                false,
                false,
                SMALL_BATCHES,
                Optional.empty());

        TableOutcome outcome = write.write(mortal(2), lit(RowOperation.UPSERT.code()), said -> {});

        assertThat(outcome.rows().written()).isEqualTo(ROWS);
        assertThat(rows(database, "SELECT COUNT(*), COUNT(DISTINCT id) FROM t")).containsExactly(ROWS + "|" + ROWS);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aTableThatVanishesIsAFailureOfTheDatabase(SqlTables.Kind kind) throws SQLException {
        SqlDatabase database = kind.database().get();
        RowsToWrite write = RowsToWrite.inserts(database, table(database), SMALL_BATCHES);
        execute(database, "DROP TABLE t");

        JobException failure = catchThrowableOfType(
                () -> write.write(mortal(0), lit(RowOperation.INSERT.code()), said -> {}), JobException.class);

        assertThat(failure.code()).isEqualTo(ErrorCode.SqlWriteFailed);
        assertThat(failure).hasMessageContaining("Writing to table t of test failed");
    }

    /** The server refuses the first two batches as it does the victim of a deadlock, or a failed serialization. */
    private static SqlDatabase refusingTwice(String state) throws SQLException {
        SqlDatabase database = TestDatabases.postgres();
        execute(
                database,
                "CREATE SEQUENCE tries",
                "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF nextval('tries') <= 2 THEN"
                        + " RAISE EXCEPTION 'chosen as the victim' USING ERRCODE = '" + state + "'; END IF;"
                        + " RETURN NEW; END $$");
        return database;
    }

    private static void refuse(SqlDatabase database) throws SQLException {
        execute(database, "CREATE TRIGGER refuse BEFORE INSERT ON t EXECUTE FUNCTION refuse()");
    }

    @ParameterizedTest
    @ValueSource(strings = {"40P01", "40001"})
    void aBatchThatMetADeadlockIsTriedAgain(String state) throws SQLException {
        SqlDatabase database = refusingTwice(state);
        TargetTable table = table(database);
        refuse(database);
        RowsToWrite upserts = new RowsToWrite(
                database,
                table,
                RowKeys.of(List.of("id")),
                Set.of(RowOperation.UPSERT),
                false,
                false,
                SMALL_BATCHES,
                Optional.empty());

        TableOutcome outcome = upserts.write(mortal(0).coalesce(1), lit(RowOperation.UPSERT.code()), said -> {});

        assertThat(outcome.rows().written()).isEqualTo(ROWS);
        assertThat(rows(database, "SELECT COUNT(*), COUNT(DISTINCT id) FROM t")).containsExactly(ROWS + "|" + ROWS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"40P01", "40001"})
    void aTaskOfInsertsThatMetADeadlockIsRunAgainAsAWhole(String state) throws SQLException {
        SqlDatabase database = refusingTwice(state);
        RowsToWrite inserts = RowsToWrite.inserts(database, table(database), SMALL_BATCHES);
        refuse(database);

        TableOutcome outcome = inserts.write(mortal(0).coalesce(1), lit(RowOperation.INSERT.code()), said -> {});

        assertThat(outcome.rows().written()).isEqualTo(ROWS);
        assertThat(rows(database, "SELECT COUNT(*), COUNT(DISTINCT id) FROM t")).containsExactly(ROWS + "|" + ROWS);
    }

    /** Such a constraint is about all rows of a transaction, so that there is no row to skip. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsRefusedAtTheEndOfATransactionEndsTheActivity(boolean skips) throws SQLException {
        SqlDatabase database = TestDatabases.postgres();
        execute(
                database,
                "CREATE TABLE t (id BIGINT UNIQUE DEFERRABLE INITIALLY DEFERRED, name VARCHAR(20))",
                "INSERT INTO t VALUES (150, 'there')");
        TargetTable table = new TargetDatabase(database).require(new TableName(Optional.empty(), "t"));
        RowsToWrite inserts = RowsToWrite.inserts(database, table, SMALL_BATCHES);
        LostRows skipped = row -> {};

        TableOutcome outcome = (skips ? inserts.withSkipped(skipped) : inserts)
                .write(mortal(0).coalesce(1), lit(RowOperation.INSERT.code()), said -> {});

        JobException failure =
                catchThrowableOfType(() -> TableReport.throwIfRefused(outcome, inserts), JobException.class);
        assertThat(failure.code()).isEqualTo(ErrorCode.SqlConflict);
        assertThat(failure)
                .hasMessageStartingWith("A row was not written to table t of test")
                .hasMessageContaining("Nothing was written.");
        assertThat(rows(database, "SELECT name FROM t")).containsExactly("there");
    }
}
