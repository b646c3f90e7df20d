package io.cosmosdataflow.store.kept;

import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.spark_partition_id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cosmosdataflow.testing.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowKeepingTest {

    private final List<String> remarks = new ArrayList<>();

    @TempDir
    Path directory;

    private RowKeeping keeping() {
        return RowKeeping.cluster(Optional.of(directory.toUri().toString()), remarks::add);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .toList();
        }
    }

    /** With a value that each computation makes anew: what is read twice is the same only if it is not made twice. */
    private static Dataset<Row> random() {
        return SharedSpark.session()
                .range(0, 1_000, 1, 4)
                .repartition(3)
                .withColumn("u", expr("uuid()"))
                .withColumn("moment", expr("reflect('java.lang.System', 'nanoTime')"));
    }

    @Test
    void whatIsKeptIsTheSameEachTimeAndGoesWithTheActivity() throws IOException {
        try (RowKeeping keeping = keeping()) {
            Dataset<Row> kept = keeping.persisted(random(), StorageLevel.DISK_ONLY(), false);

            assertThat(kept.collectAsList()).hasSize(1_000).isEqualTo(kept.collectAsList());
            assertThat(kept.withColumn("p", spark_partition_id())
                            .select("p")
                            .distinct()
                            .count())
                    .isEqualTo(3);
            assertThat(files()).hasSize(3);
        }
        assertThat(files()).isEmpty();
        assertThat(remarks).isEmpty();
    }

    /** Each type that a stream may have, NULL everywhere too. */
    @Test
    void everyTypeIsKept() {
        Dataset<Row> rows = SharedSpark.session()
                .range(0, 2, 1, 1)
                .repartition(1)
                .selectExpr(
                        "id",
                        "uuid() AS u",
                        "NULL AS nothing",
                        "array() AS none",
                        "array(NULL, NULL) AS nulls",
                        "array('a', NULL) AS texts",
                        "map('k', id, 'n', NULL) AS pairs",
                        "named_struct('a', 1, 'A', named_struct('b', array(1.5D))) AS deep",
                        "CAST(12345678901234567890.12345 AS DECIMAL(38, 5)) AS amount",
                        "DATE '0001-01-01' AS day",
                        "TIMESTAMP '0099-12-31 23:59:59.999999' AS time",
                        "INTERVAL '1 12:30:00' DAY TO SECOND AS span",
                        "INTERVAL '2' YEAR AS years",
                        "X'00FF' AS bytes",
                        "CAST('NaN' AS DOUBLE) AS nan",
                        "IF(id = 0, NULL, true) AS flag",
                        "CAST(NULL AS STRUCT<a: INT>) AS missing",
                        "'\\u0000\\uD83D\\uDE00' AS odd")
                .cache();
        List<Row> expected = rows.collectAsList();
        try (RowKeeping keeping = keeping()) {
            Dataset<Row> kept = keeping.repeatable(rows, List.of("u"));

            assertThat(kept).isNotSameAs(rows);
            assertThat(kept.schema()).isEqualTo(rows.schema());
            assertThat(kept.collectAsList()).isEqualTo(expected);
        }
        rows.unpersist();
    }

    @Test
    void nothingIsWrittenForRowsThatAreTheSameAnyway() throws IOException {
        Dataset<Row> groups = SharedSpark.session()
                .range(0, 100, 1, 4)
                .selectExpr("id % 3 AS g")
                .distinct();
        try (RowKeeping keeping = keeping()) {
            assertThat(keeping.repeatable(groups, List.of("g"))).isSameAs(groups);
            assertThat(keeping.persisted(groups, StorageLevel.DISK_ONLY(), false)
                            .count())
                    .isEqualTo(3);
            assertThat(files()).isEmpty();
            assertThat(keeping.persisted(groups, StorageLevel.DISK_ONLY(), true).count())
                    .as("places count")
                    .isEqualTo(3);
            assertThat(files()).isNotEmpty();
        }
    }

    @Test
    void noRowsAreKeptAsNone() {
        try (RowKeeping keeping = keeping()) {
            Dataset<Row> kept = keeping.persisted(random().filter("id < 0"), StorageLevel.DISK_ONLY(), false);

            assertThat(kept.collectAsList()).isEmpty();
        }
    }

    @Test
    void aFileThatLacksItsEndIsNotReadAsAll() throws IOException {
        try (RowKeeping keeping = keeping()) {
            Dataset<Row> kept = keeping.persisted(random(), StorageLevel.DISK_ONLY(), false);
            for (Path file : files()) {
                byte[] bytes = Files.readAllBytes(file);
                Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
                Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
            }

            assertThatThrownBy(kept::collectAsList).isNotNull();
        }
    }

    @Test
    void withoutADirectoryRowsStayOnExecutorsAndTheUserIsTold() {
        try (RowKeeping keeping = RowKeeping.cluster(Optional.empty(), remarks::add)) {
            Dataset<Row> kept = keeping.persisted(random(), StorageLevel.DISK_ONLY(), false);

            assertThat(kept.collectAsList()).hasSize(1_000).isEqualTo(kept.collectAsList());
        }
        assertThat(remarks)
                .singleElement()
                .asString()
                .contains("If an executor is lost, the activity fails")
                .contains("--state");
    }

    @Test
    void onTheOnlyExecutorSparksOwnStorageWillDo() throws IOException {
        try (RowKeeping keeping = RowKeeping.of(
                SharedSpark.session(), Optional.of(directory.toUri().toString()), remarks::add)) {
            Dataset<Row> kept = keeping.persisted(random(), StorageLevel.DISK_ONLY(), false);

            assertThat(kept.collectAsList()).isEqualTo(kept.collectAsList());
            assertThat(kept.storageLevel().useDisk()).isTrue();
            assertThat(files()).isEmpty();
        }
    }
}
