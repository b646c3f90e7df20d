package io.cosmosdataflow.store.file.flow;

import static io.cosmosdataflow.store.file.flow.FlowFixture.dataset;
import static io.cosmosdataflow.store.file.flow.FlowFixture.failure;
import static io.cosmosdataflow.store.file.flow.FlowFixture.projection;
import static io.cosmosdataflow.store.file.flow.FlowFixture.spark;
import static io.cosmosdataflow.store.file.flow.FlowFixture.wanted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cosmosdataflow.definition.Dataset;
import io.cosmosdataflow.demand.RowPolicy;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.StoreMetrics;
import io.cosmosdataflow.store.kind.PartitionBy;
import io.cosmosdataflow.store.kind.SinkRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlowSinkTest {

    @TempDir
    Path directory;

    private FlowFixture store;

    @BeforeEach
    void store() {
        store = new FlowFixture(directory);
    }

    private static final Optional<Dataset> FOLDER = dataset("Json", "out", "", "");

    private static org.apache.spark.sql.Dataset<Row> rows() {
        return spark().range(0, 4, 1, 2).selectExpr("id", "concat('f', id % 2, '.json') AS file", "id % 2 AS k");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '~',
            value = {
                "{'partitionFileNames': ['x.json']} # out/x.json",
                "{'partitionFileNames': ['d/x.json', 'y.json']} # out/d/x.json,out/y.json",
                "{'filePattern': 'loans[n].json'} # out/loans1.json,out/loans2.json",
                "{'filePattern': 'loans.json'} # out/loans1.json,out/loans2.json",
                "{'rowUrlColumn': 'file'} # f0.json,f1.json",
                "{'rowRelativeUrl': 'file'} # f0.json,f1.json",
                "{'partitionFileNames': ['']} # out/part-00000-tid-*.json,out/part-00001-tid-*.json",
                "{} # out/part-00000-tid-*.json,out/part-00001-tid-*.json",
            })
    void everyOptionNamesTheFiles(String settings, String names) throws IOException {
        StoreMetrics metrics = store.write(FOLDER, settings, rows());

        assertThat(store.files())
                .extracting(file -> file.replaceFirst("-tid-[0-9a-f-]{36}", "-tid-*"))
                .containsExactly(names.split(","));
        assertThat(metrics.rows()).hasValue(4L);
        assertThat(store.rows(dataset("Json", "", "", ""), "{'recursive': true}", projection("id long")))
                .containsExactlyInAnyOrder("[0]", "[1]", "[2]", "[3]");
    }

    @Test
    void aColumnNamesFolders() throws IOException {
        store.write(FOLDER, "{'rowFolderUrlColumn': 'k'}", rows());

        assertThat(store.files())
                .hasSize(2)
                .allMatch(file -> file.matches("[01]/part-0000\\d-tid-[0-9a-f-]{36}\\.json"));
    }

    @Test
    void aSingleFileKeepsTheOrderOfItsRows() throws IOException {
        store.write(
                FOLDER,
                "{'partitionFileNames': ['x.json']}",
                inserts(new PartitionBy("hash", 1, List.of())),
                spark().range(0, 5, 1, 3).toDF("n"));

        assertThat(store.text("out/x.json")).isEqualTo("{\"n\":0}\n{\"n\":1}\n{\"n\":2}\n{\"n\":3}\n{\"n\":4}\n");
    }

    @Test
    void keysBecomeFoldersAndLeaveTheFiles() throws IOException {
        store.write(
                FOLDER,
                "{}",
                inserts(new PartitionBy("key", 0, List.of("k", "t"))),
                spark().sql("SELECT * FROM VALUES (1, 1, 'a/b'), (2, 1, 'a/b'), (3, 2, NULL) AS t(id, k, t)"));

        assertThat(store.files())
                .extracting(file -> file.replaceFirst("part.*", ""))
                .containsExactly("out/k=1/t=a%2Fb/", "out/k=2/t=__HIVE_DEFAULT_PARTITION__/");
        assertThat(store.text(store.files().get(1))).isEqualTo("{\"id\":3}\n");
    }

    /** Source: docs/data-types.md, Numbers as texts; arithmetic. Spark's texts are 0E-8, 1.0E10 and 8.0. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "cast(0 as decimal(18,8)) # 0.00000000",
                "1.5000BD # 1.5000",
                "1e10D # 10000000000",
                "1e-5D # 1E-05",
                "8.0D # 8",
                "cast(1e7 as float) # 1E+07",
                "12345678901234567890BD # 12345678901234567890",
                "true # true",
                "date'2026-01-31' # 2026-01-31"
            })
    void keysAreTextsAsInFiles(String value, String folder) throws IOException {
        store.write(
                FOLDER,
                "{}",
                inserts(new PartitionBy("key", 0, List.of("k"))),
                spark().range(1).selectExpr("id", value + " as k"));

        assertThat(store.files())
                .extracting(file -> file.replaceFirst("part.*", ""))
                .containsExactly("out/k=" + folder + "/");
    }

    @ParameterizedTest
    @CsvSource({"hash, 3, id, 3", "hash, 2, '', 2", "roundRobin, 3, '', 3", "dynamicRange, 2, id, 2", "hash, 0, '', 2"})
    void partitionsAreFiles(String type, int count, String column, int most) throws IOException {
        PartitionBy partitions = new PartitionBy(type, count, column.isEmpty() ? List.of() : List.of(column));

        store.write(
                FOLDER, "{}", inserts(partitions), spark().range(0, 100, 1, 2).toDF("id"));

        assertThat(store.files()).hasSize(most);
    }

    @Test
    void aClearedFolderHasOnlyTheNewFiles() throws IOException {
        store.with("out/old.json", "{}").with("out/d/old.json", "{}").with("beside.json", "{}");

        store.write(FOLDER, "{'truncate': false, 'partitionFileNames': ['1.json']}", rows());
        assertThat(store.files()).hasSize(4);
        store.write(FOLDER, "{'truncate': true, 'partitionFileNames': ['2.json']}", rows());

        assertThat(store.files()).containsExactly("beside.json", "out/2.json");
    }

    @Test
    void aWriteThatFailsLeavesTheFolderAsItWas() throws IOException {
        store.with("out/old.json", "{}");

        assertThatThrownBy(() -> store.write(
                        FOLDER, "{'truncate': true}", spark().range(3).selectExpr("raise_error('no')")))
                .isNotInstanceOf(JobException.class);
        assertThat(store.files()).containsExactly("out/old.json");
    }

    @ParameterizedTest
    @CsvSource({"''", "../x", "NULL"})
    void aValueThatIsNoPathIsAnError(String value) throws IOException {
        JobException failure = failure(() -> store.write(
                FOLDER, "{'rowUrlColumn': 'p'}", spark().sql("SELECT 1 AS id, nullif('" + value + "', 'NULL') AS p")));

        assertThat(failure.code()).isEqualTo(ErrorCode.FileNameInvalid);
        assertThat(store.files()).isEmpty();
    }

    @Test
    void aColumnThatDoesNotReachTheSinkIsAnError() {
        JobException failure = failure(() -> store.write(FOLDER, "{'rowUrlColumn': 'p'}", rows()));

        assertThat(failure.code()).isEqualTo(ErrorCode.SchemaMismatch);
        assertThat(failure)
                .hasMessage("The sink's settings name a column 'p', which does not reach it. Columns: id, file, k.");
    }

    @Test
    void umaskTakesRights() throws IOException {
        store.write(FOLDER, "{'umask': '0077', 'partitionFileNames': ['x.json']}", rows());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(store.container.resolve("out/x.json"))))
                .isEqualTo("rw-------");
    }

    /** 0666 without the mask; digits are octal, and missing ones are zeros in front, as of the command umask. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {"'0022',rw-r--r--", "'22',rw-r--r--", "'2',rw-rw-r--", "'007',rw-rw----", "7,rw-rw----"})
    void umaskHasUpToFourDigits(String mask, String rights) throws IOException {
        store.write(FOLDER, "{'umask': " + mask + ", 'partitionFileNames': ['x.json']}", rows());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(store.container.resolve("out/x.json"))))
                .isEqualTo(rights);
    }

    @Test
    void noRowsMakeAnEmptyFileWithItsHeader() throws IOException {
        store.write(dataset("DelimitedText", "out", "", ", 'firstRowAsHeader': true"), "{}", rows().filter("false"));

        assertThat(store.text(store.files().get(0))).isEqualTo("id,file,k\n");
    }

    private static SinkRows inserts(PartitionBy partitions) {
        return wanted(Set.of(RowPolicy.INSERT), List.of(), Optional.of(partitions));
    }
}
