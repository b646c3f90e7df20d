package io.cosmosdataflow.store.file.flow;

import static io.cosmosdataflow.store.file.flow.FlowFixture.failure;
import static io.cosmosdataflow.store.file.flow.FlowFixture.inserts;
import static io.cosmosdataflow.store.file.flow.FlowFixture.projection;
import static io.cosmosdataflow.store.file.flow.FlowFixture.spark;
import static io.cosmosdataflow.store.file.flow.FlowFixture.wanted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cosmosdataflow.demand.RowPolicy;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.StoreMetrics;
import io.cosmosdataflow.store.kind.PartitionBy;
import io.cosmosdataflow.store.kind.SinkRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlowDeltaTest {

    @TempDir
    Path directory;

    private FlowFixture store;

    @BeforeEach
    void store() {
        store = new FlowFixture(directory);
    }

    private static final String TABLE = "'format': 'delta', 'fileSystem': 'c', 'folderPath': 'out/t'";

    private static final String SOURCE = "{" + TABLE + "}";

    private static org.apache.spark.sql.Dataset<Row> values(String rows, String columns) {
        return spark().sql("SELECT * FROM VALUES " + rows + " AS t(" + columns + ")");
    }

    private StoreMetrics write(String settings, SinkRows options, org.apache.spark.sql.Dataset<Row> rows) {
        return store.write(Optional.empty(), "{" + TABLE + settings + "}", options, rows);
    }

    private List<String> rows(String columns) {
        return store.read(Optional.empty(), SOURCE, projection(columns)).sort("id").collectAsList().stream()
                .map(Row::toString)
                .toList();
    }

    @Test
    void rowsAreAppendedOverwrittenAndTruncatedAndOldVersionsStay() {
        write("", inserts(), values("(1, 'a')", "id, v"));
        assertThat(write("", inserts(), values("(2L, 'b'), (3L, 'c')", "id, v")).rows())
                .hasValue(2L);
        assertThat(rows("id int, v string")).containsExactly("[1,a]", "[2,b]", "[3,c]");
        write(", 'truncate': true, 'vacuum': 0", inserts(), values("(4, 'd')", "id, v"));
        assertThat(rows("id long, v string")).containsExactly("[4,d]");
        write(", 'overwrite': true", inserts(), values("('x', 5)", "id, w"));
        assertThat(rows("id string, w int")).containsExactly("[x,5]");

        assertThat(store.rows(Optional.empty(), "{" + TABLE + ", 'versionAsOf': 0}", projection("id int, v string")))
                .containsExactly("[1,a]");
        assertThat(failure(() -> store.read(
                                Optional.empty(), "{" + TABLE + ", 'timestampAsOf': '2001-01-01'}", projection("")))
                        .code())
                .isEqualTo(ErrorCode.FileStoreFailed);
    }

    @Test
    void eachRowIsWrittenByItsPolicy() {
        write("", inserts(), values("(1, 'a'), (2, 'b'), (3, 'c'), (4, 'd')", "id, v"));
        SinkRows all = wanted(
                Set.of(RowPolicy.DELETE, RowPolicy.INSERT, RowPolicy.UPDATE, RowPolicy.UPSERT),
                List.of("id"),
                Optional.empty());
        var rows = values(
                        "(1, 'A', 2Y), (2, null, 4Y), (3, 'C', 3Y), (5, 'E', 3Y), (6, 'F', 1Y), (7, 'G', 2Y), (8, 'H', 4Y), (4, 'x', 1Y)",
                        "id, v, p")
                .withColumnRenamed("p", RowPolicy.COLUMN);

        assertThat(write("", all, rows).rows()).hasValue(6L);

        assertThat(rows("id int, v string"))
                .containsExactlyInAnyOrder("[1,A]", "[3,C]", "[4,d]", "[4,x]", "[5,E]", "[6,F]");
    }

    @Test
    void policiesThatAreNotAllowedArePassedOverAndANewTableTakesAllRows() {
        SinkRows updates = wanted(Set.of(RowPolicy.UPDATE), List.of("id"), Optional.empty());
        var first = values("(1, 'a', 4Y), (2, 'b', 2Y)", "id, v, p").withColumnRenamed("p", RowPolicy.COLUMN);
        var second =
                values("(1, 'x', 4Y), (2, 'y', 2Y), (3, 'z', 1Y)", "id, v, p").withColumnRenamed("p", RowPolicy.COLUMN);

        write("", updates, first);
        assertThat(rows("id int, v string")).containsExactly("[1,a]", "[2,b]");
        write(", 'pruneCondition': {'id': [2, 3]}, 'autoCompact': true", updates, second);

        assertThat(rows("id int, v string")).containsExactly("[1,a]", "[2,y]");
    }

    @Test
    void rowsToDeleteAreNotInATableThatIsNewOrEmptied() {
        SinkRows deletes = wanted(Set.of(RowPolicy.DELETE, RowPolicy.UPSERT), List.of("id"), Optional.empty());
        var rows = values("(1, 'a', 3Y), (2, 'b', 4Y)", "id, v, p").withColumnRenamed("p", RowPolicy.COLUMN);

        assertThat(write("", deletes, rows).rows()).hasValue(1L);
        assertThat(rows("id int, v string")).containsExactly("[1,a]");
        write(", 'truncate': true", deletes, rows);
        assertThat(rows("id int, v string")).containsExactly("[1,a]");
    }

    @Test
    void columnsAreAddedOnlyIfAskedFor() {
        SinkRows upserts = wanted(Set.of(RowPolicy.UPSERT), List.of("id"), Optional.empty());
        write("", inserts(), values("(1, 'a')", "id, v"));
        var more = values("(1, 'b', true, 3Y)", "id, v, w, p").withColumnRenamed("p", RowPolicy.COLUMN);

        JobException appended = failure(() -> write("", inserts(), more));
        JobException merged = failure(() -> write("", upserts, more));

        assertThat(appended.code()).isEqualTo(ErrorCode.SchemaMismatch);
        assertThat(merged).hasMessageContaining("has no column w. Turn 'mergeSchema' on");
        write(", 'mergeSchema': true", upserts, more);
        assertThat(rows("id int, v string, w boolean")).containsExactly("[1,b,true]");
    }

    @Test
    void severalRowsForOneKeyAreAnError() {
        SinkRows upserts = wanted(Set.of(RowPolicy.UPSERT), List.of("id"), Optional.empty());
        write("", inserts(), values("(1, 'a')", "id, v"));
        var twice = values("(1, 'b', 3Y), (1, 'c', 3Y)", "id, v, p").withColumnRenamed("p", RowPolicy.COLUMN);

        assertThat(failure(() -> write("", upserts, twice)))
                .hasMessageContaining("Several rows have the keys of one row");
    }

    @Test
    void keysPartitionANewTable() throws IOException {
        write(
                "",
                wanted(Set.of(RowPolicy.INSERT), List.of(), Optional.of(new PartitionBy("key", 0, List.of("v")))),
                values("(1, 'a'), (2, 'b')", "id, v"));

        assertThat(store.files()).anyMatch(file -> file.startsWith("out/t/v=a/"));
        assertThat(rows("v string, id int")).containsExactly("[a,1]", "[b,2]");
    }

    @Test
    void aTableThatIsNotThereIsAnErrorUnlessAllowed() {
        JobException failure = failure(() -> store.read(Optional.empty(), SOURCE, projection("id int")));

        assertThat(failure.code()).isEqualTo(ErrorCode.FileNotFound);
        assertThat(failure).hasMessageContaining("the folder has no '_delta_log'");
        assertThat(store.rows(Optional.empty(), "{" + TABLE + ", 'ignoreNoFilesFound': true}", projection("id int")))
                .isEmpty();
    }

    /** Only what Delta, a store or a file says is theirs. */
    @Test
    void aFaultOfOurOwnIsNotTheTables() {
        assertThatThrownBy(() -> DeltaFiles.guarded("folder", () -> {
                    throw new IllegalArgumentException("a fault of ours");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The Delta table in 'folder' is not read or written.")
                .hasRootCauseMessage("a fault of ours");
        JobException refused = failure(() -> DeltaFiles.guarded("folder", () -> {
            throw new java.io.UncheckedIOException(new java.io.IOException("no space"));
        }));
        assertThat(refused.code()).isEqualTo(ErrorCode.FileStoreFailed);
    }

    @Test
    void aSessionWithoutDeltaSaysHowToStartOne() {
        var other = spark().newSession();
        other.conf().set("spark.databricks.delta.requiredSparkConfsCheck.enabled", "true");

        JobException failure = failure(() -> write("", inserts(), other.sql("SELECT 1 AS id")));

        assertThat(failure.code()).isEqualTo(ErrorCode.DeltaUnavailable);
        assertThat(failure)
                .hasMessageContainingAll(
                        "is not configured for Delta Lake", "--packages io.delta:delta-core_2.12:2.4.0", "--conf");
    }
}
