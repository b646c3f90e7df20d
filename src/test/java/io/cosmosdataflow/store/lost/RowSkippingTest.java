package io.cosmosdataflow.store.lost;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cosmosdataflow.store.storage.FileRoot;
import io.cosmosdataflow.store.storage.StorageAccess;
import io.cosmosdataflow.testing.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that are left out count once each, whatever Spark runs again. */
class RowSkippingTest {

    @TempDir
    Path directory;

    /** Skips every tenth of a hundred rows in two partitions; the first attempts of tasks may fail behind them. */
    private static Dataset<Row> rows(LostRows skipped, int failingAttempts) {
        UDF1<Long, Boolean> keep = number -> {
            if (number % 10 == 0) {
                skipped.lost(new LostRow(DelimitedItem.of(List.of("row " + number)), "it ends with 0"));
            }
            if (number % 50 == 49 && TaskContext.get().attemptNumber() < failingAttempts) {
                throw new IllegalStateException("failed on purpose");
            }
            return number % 10 != 0;
        };
        return SharedSpark.session()
                .range(0, 100, 1, 2)
                .toDF("n")
                .filter(udf(keep, DataTypes.BooleanType).asNondeterministic().apply(col("n")));
    }

    private static Boolean write(Dataset<Row> rows) {
        rows.write().format("noop").mode("overwrite").save();
        return true;
    }

    private RowSkipping logged(LogForm form) {
        FileRoot root = FileRoot.local("Logs", directory);
        LogPlace place = new LogPlace(StorageAccess.of(SharedSpark.session(), root), root.uri("c") + "/run 1", form);
        return RowSkipping.logged(SharedSpark.session(), place);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private List<String> log() throws IOException {
        List<Path> files = files();
        assertThat(files).singleElement().asString().matches(".*/Logs/c/run 1/[0-9a-f-]{36}\\.csv");
        return Files.readAllLines(files.get(0));
    }

    @Test
    void onlyTheWriteCounts() {
        RowSkipping skipping = RowSkipping.counted(SharedSpark.session());
        Dataset<Row> rows = rows(skipping.rows(), 0);

        assertThat(rows.count()).isEqualTo(90);
        assertThat(skipping.skipped()).isZero();
        skipping.during(() -> write(rows));

        assertThat(skipping.skipped()).isEqualTo(10);
        assertThat(rows.count()).isEqualTo(90);
        assertThat(skipping.skipped()).as("after the write").isEqualTo(10);
        assertThat(skipping.finish(List.of(), List.of())).as("a log").isFalse();
    }

    @Test
    void aTaskThatIsRunAgainCountsAndLogsItsRowsOnce() throws IOException {
        RowSkipping skipping = logged(LogForm.REDIRECT);

        skipping.during(() -> write(rows(skipping.rows(), 2)));

        assertThat(skipping.skipped()).isEqualTo(10);
        assertThat(skipping.finish(List.of(), List.of())).isTrue();
        assertThat(log())
                .containsExactly(Stream.iterate(0, n -> n + 10)
                        .limit(10)
                        .map(n -> "row " + n + ",\"UserErrorInvalidDataValue\",\"it ends with 0\"")
                        .toArray(String[]::new));
    }

    @Test
    void ofTwoAttemptsAtAPartitionTheLastCounts() {
        TaskCounts counts = new TaskCounts();
        TaskCounts again = new TaskCounts();
        TaskCount.Task task = new TaskCount.Task(3, 1);
        counts.add(new TaskCount(task, 5, 1, 1, "first"));
        counts.add(new TaskCount(new TaskCount.Task(3, 0), 5, 1, 1, "other"));
        again.add(new TaskCount(task, 7, 2, 0, "second"));

        counts.merge(again);

        assertThat(counts.value()).extracting(TaskCount::draft).containsExactly("other", "second");
        assertThat(again.copy().value()).hasSize(1);
        assertThat(again.copyAndReset().isZero()).isTrue();
    }

    @Test
    void afterAFailureTheLogHasWhatWasSkippedUntilThen() throws IOException {
        try (RowSkipping skipping = logged(LogForm.REDIRECT)) {
            Dataset<Row> rows = rows(skipping.rows(), Integer.MAX_VALUE).coalesce(1);
            assertThatThrownBy(() -> skipping.during(() -> write(rows))).hasStackTraceContaining("failed on purpose");
        }

        assertThat(log())
                .extracting(line -> line.substring(0, line.indexOf(',')))
                .containsExactly("row 0", "row 10", "row 20", "row 30", "row 40");
    }

    @Test
    void aFailureBeforeAnythingIsSkippedLeavesNothing() throws IOException {
        logged(LogForm.SESSION).close();

        assertThat(files()).isEmpty();
    }

    @Test
    void nothingSkippedMakesALogOnlyWhereItHasAHeader() throws IOException {
        assertThat(logged(LogForm.REDIRECT).finish(List.of(), List.of())).isFalse();
        assertThat(files()).isEmpty();

        assertThat(logged(LogForm.SESSION).finish(List.of(), List.of())).isTrue();
        assertThat(log()).containsExactly("Timestamp,Level,OperationName,OperationItem,Message");
    }

    @Test
    void rowsOfTheSourceAreCountedOnceEach() {
        RowSkipping skipping = RowSkipping.counted(SharedSpark.session());
        Dataset<Row> rows = skipping.counting(rows(skipping.atSource(), 1));

        assertThat(rows.head().getLong(0)).isEqualTo(1);
        skipping.during(() -> write(rows.select("n")));

        assertThat(skipping.read()).isEqualTo(100);
        assertThat(skipping.skipped()).isEqualTo(10);
    }

    @Test
    void outsideOfATaskNothingCanBeSkipped() {
        LostRows rows = RowSkipping.counted(SharedSpark.session()).rows();

        assertThatThrownBy(() -> rows.lost(new LostRow("a", "b"))).hasMessageContaining("inside tasks");
    }
}
