package io.cosmosdataflow.store.file;

import static io.cosmosdataflow.store.file.FileStoreFixture.dataset;
import static io.cosmosdataflow.store.file.FileStoreFixture.failure;
import static io.cosmosdataflow.store.file.FileStoreFixture.spark;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files of one folder whose columns have other types than those of the first: what is read is the value that was
 * written, or nothing. The formats' readers give some of them as others without a word: days of a date as a number,
 * null for a text where the first file has numbers.
 */
class MixedColumnsTest {

    private static final List<String> FORMATS = List.of("Parquet", "Avro", "Orc");

    /** An expression of the first file, of the other, and of what may be read of it. */
    private static final List<String[]> OTHERS = List.of(
            new String[] {"bigint(5)", "timestamp'2026-01-31 08:00:00'"},
            new String[] {"timestamp'2026-01-31 08:00:00'", "bigint(5)"},
            new String[] {"int(5)", "date'2026-01-31'"},
            new String[] {"date'2026-01-31'", "int(5)"},
            new String[] {"int(5)", "'x'"},
            new String[] {"'x'", "int(5)"},
            new String[] {"double(5)", "'x'"},
            new String[] {"'2026-01-31'", "date'2026-01-31'"},
            new String[] {"'x'", "binary('x')"},
            new String[] {"binary('x')", "'x'"},
            new String[] {"bigint(5)", "double(5.5)"},
            new String[] {"int(5)", "bigint(5000000000)"},
            new String[] {"cast(1.5 as float)", "double(1.1)"},
            new String[] {"cast(1.5 as decimal(10,2))", "cast(1.25 as decimal(10,4))"},
            new String[] {"cast(1.5 as decimal(10,2))", "cast(123456789012.25 as decimal(20,2))"},
            new String[] {"true", "int(1)"},
            new String[] {"array(1)", "array('x')"},
            new String[] {"named_struct('x', 1)", "named_struct('x', 'y')"},
            new String[] {"map('k', 1)", "map('k', date'2026-01-31')"},
            new String[] {"map('k', 1)", "'x'"});

    private static final List<String[]> SAME = List.of(
            new String[] {"int(5)", "cast(3 as smallint)", "3"},
            new String[] {"smallint(5)", "cast(3 as tinyint)", "3"},
            new String[] {"cast(1.5 as decimal(12,2))", "cast(2.25 as decimal(11,2))", "2.25"},
            new String[] {"named_struct('x', 1, 'y', 2)", "named_struct('y', 3)", "[null,3]"});

    @TempDir
    Path directory;

    private FileStoreFixture store;

    @BeforeEach
    void store() {
        store = new FileStoreFixture(directory);
    }

    static Stream<Arguments> others() {
        return FORMATS.stream().flatMap(format -> OTHERS.stream().map(pair -> Arguments.of(format, pair[0], pair[1])));
    }

    @ParameterizedTest
    @MethodSource("others")
    void aFileWithAColumnOfAnotherTypeIsNamed(String format, String first, String other) throws IOException {
        write(format, first, "a");
        write(format, other, "z");

        JobException failure =
                failure(() -> store.read(dataset(format, "in", "", "")).collectAsList());

        assertThat(failure.code()).isEqualTo(ErrorCode.SchemaMismatch);
        assertThat(failure)
                .hasMessageContaining("a file has a column of another type than the first file")
                .hasMessageContaining("'v' is ")
                .hasMessageContaining("in 'z/")
                .hasMessageContaining("in 'a/");
    }

    static Stream<Arguments> same() {
        return FORMATS.stream()
                .flatMap(format -> SAME.stream().map(pair -> Arguments.of(format, pair[0], pair[1], pair[2])));
    }

    @ParameterizedTest
    @MethodSource("same")
    void aTypeThatTheFirstHoldsIsRead(String format, String first, String other, String expected) throws IOException {
        write(format, first, "a");
        write(format, other, "z");

        assertThat(values(format)).hasSize(2).contains(expected);
    }

    /** Parquet has three ways to store one moment. */
    @Test
    void timestampsOfParquetAreOneTypeHoweverTheyAreStored() throws IOException {
        for (String stored : List.of("TIMESTAMP_MICROS", "TIMESTAMP_MILLIS", "INT96")) {
            spark().conf().set("spark.sql.parquet.outputTimestampType", stored);
            try {
                write("Parquet", "timestamp'2026-01-31 08:00:00.125'", stored);
            } finally {
                spark().conf().unset("spark.sql.parquet.outputTimestampType");
            }
        }

        assertThat(values("Parquet"))
                .containsExactly("2026-01-31 08:00:00.125", "2026-01-31 08:00:00.125", "2026-01-31 08:00:00.125");
    }

    /** Both are whole numbers of 64 bits to Spark. */
    @ParameterizedTest
    @MethodSource("units")
    void unitsOfTimeAreTypes(String column, String other) throws IOException {
        byte[] times = getClass().getResourceAsStream("/parquet/times.parquet").readAllBytes();
        store.with("in/a/times.parquet", times);
        spark().sql("SELECT " + other + " AS " + column)
                .write()
                .parquet(store.container.resolve("in/z").toString());

        JobException failure =
                failure(() -> store.read(dataset("Parquet", "in", "", "")).collectAsList());

        assertThat(failure.code()).isEqualTo(ErrorCode.SchemaMismatch);
        assertThat(failure).hasMessageContaining("'" + column + "' is ").hasMessageContaining("times.parquet'");
    }

    static Stream<Arguments> units() {
        return Map.of("ns", "bigint(5)", "nsUtc", "timestamp'2026-01-31 08:00:00'", "tUs", "bigint(5)", "tMs", "int(5)")
                .entrySet()
                .stream()
                .map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    private List<String> values(String format) {
        return store.read(dataset(format, "in", "", "")).selectExpr("cast(v as string)").collectAsList().stream()
                .map((Row row) -> row.isNullAt(0) ? "null" : row.getString(0))
                .map(text -> text.replace("{null, 3}", "[null,3]"))
                .toList();
    }

    private void write(String format, String value, String folder) {
        spark().sql("SELECT " + value + " AS v, 1 AS n")
                .coalesce(1)
                .write()
                .format(format.toLowerCase(java.util.Locale.ROOT))
                .save(store.container.resolve("in").resolve(folder).toString());
    }
}
