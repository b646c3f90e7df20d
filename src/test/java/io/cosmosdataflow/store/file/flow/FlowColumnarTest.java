package io.cosmosdataflow.store.file.flow;

import static io.cosmosdataflow.store.file.flow.FlowFixture.dataset;
import static io.cosmosdataflow.store.file.flow.FlowFixture.drifting;
import static io.cosmosdataflow.store.file.flow.FlowFixture.failure;
import static io.cosmosdataflow.store.file.flow.FlowFixture.projection;
import static io.cosmosdataflow.store.file.flow.FlowFixture.spark;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.definition.Dataset;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.project.Projection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlowColumnarTest {

    @TempDir
    Path directory;

    private FlowFixture store;

    @BeforeEach
    void store() {
        store = new FlowFixture(directory);
    }

    private static final String VALUES = "SELECT 1 AS id, 'a' AS name, 1.10BD AS d, DATE'2020-02-03' AS day,"
            + " TIMESTAMP'2020-02-03T04:05:06.123Z' AS at, named_struct('x', 1, 'y', array('p')) AS o, map('k', 1) AS m,"
            + " true AS b, CAST('ab' AS binary) AS z, CAST(3 AS byte) AS `$$POLICY`";

    private static final String COLUMNS = "id long, name string, d decimal(5,3), day date, at timestamp,"
            + " o struct<y:array<string>,x:string,gone:int>, m map<string,long>, b boolean, z binary";

    @ParameterizedTest
    @CsvSource({"Parquet, parquet", "Avro, avro", "Orc, orc"})
    void everyTypeComesBackInTheTypesOfTheProjection(String type, String format) throws IOException {
        Optional<Dataset> folder = dataset(type, "out", "", "");

        store.write(folder, "{}", spark().sql(VALUES));

        assertThat(store.files()).singleElement().asString().matches("out/part-00000-tid-[0-9a-f-]{36}\\." + format);
        Projection columns = projection(COLUMNS);
        var rows = store.read(folder, "{}", columns);
        assertThat(rows.schema()).isEqualTo(columns.schema());
        assertThat(rows.drop("z").head().toString())
                .isEqualTo("[1,a,1.100,2020-02-03,2020-02-03 04:05:06.123,[WrappedArray(p),1,null],Map(k -> 1),true]");
        assertThat(store.rows(
                        Optional.empty(),
                        "{'format': '" + format + "', 'fileSystem': 'c', 'folderPath': 'out'}",
                        projection("b string, id double")))
                .containsExactly("[true,1.0]");
    }

    /** A text of a file with types is a text: a zip code keeps its zero. Expected as written. */
    @ParameterizedTest
    @CsvSource({"Parquet, parquet", "Avro, avro", "Orc, orc"})
    void textsOfTypedFilesStayTextsWhereTypesAreInferred(String type, String format) {
        Optional<Dataset> folder = dataset(type, "out", "", "");
        store.write(
                folder,
                "{}",
                spark().sql("SELECT '01234' AS zip, 'true' AS flag, '2026-01-31' AS day, '1.50' AS price, 7 AS n"));

        var rows = store.read(folder, "{}", projection("", true, false, true));

        assertThat(rows.schema().toDDL()).isEqualTo("zip STRING,flag STRING,day STRING,price STRING,n INT");
        assertThat(rows.head().toString()).isEqualTo("[01234,true,2026-01-31,1.50,7]");
    }

    /** Spark's readers would make them, and the numbers of the rows, for each row of a plan that drops them. */
    @ParameterizedTest
    @CsvSource({"Parquet", "Avro", "Orc"})
    void pathsThatNobodyWantsAreNotRead(String type) {
        Optional<Dataset> folder = dataset(type, "out", "", "");
        store.write(folder, "{}", spark().sql("SELECT 1 AS id"));

        assertThat(plan(folder, "{}")).doesNotContain("file_path", "row_index");
        assertThat(plan(folder, "{'rowUrlColumn': 'file'}"))
                .contains("file_path")
                .doesNotContain("row_index");
    }

    private String plan(Optional<Dataset> folder, String settings) {
        return store.read(folder, settings, projection("id int"))
                .queryExecution()
                .executedPlan()
                .toString();
    }

    @Test
    void scalarColumnsDriftAsTextsUnlessTypesAreInferred() {
        Optional<Dataset> folder = dataset("Parquet", "out", "", "");
        store.write(folder, "{}", spark().sql("SELECT 1 AS id, 2 AS n, array(3) AS l"));

        assertThat(store.read(folder, "{}", drifting("id int")).schema().toDDL())
                .isEqualTo("id INT,n STRING,l ARRAY<INT>");
        assertThat(store.read(folder, "{}", projection("", true, false, true))
                        .schema()
                        .toDDL())
                .isEqualTo("id INT,n INT,l ARRAY<INT>");
    }

    @Test
    void codecsAreThoseOfDatasetAndScript() throws IOException {
        store.write(dataset("Parquet", "out", "x.parquet", ", 'compressionCodec': 'gzip'"), "{}", spark().sql(VALUES));
        store.write(
                Optional.empty(),
                "{'format': 'orc', 'fileSystem': 'c', 'folderPath': 'out', 'fileName': 'x.orc', 'compressionType':"
                        + " 'zlib'}",
                spark().sql(VALUES));

        assertThat(store.files()).containsExactly("out/x.orc", "out/x.parquet");
        assertThat(new String(Files.readAllBytes(store.container.resolve("out/x.orc")), "ISO-8859-1"))
                .contains("ORC");
    }

    @Test
    void validationComparesTypes() {
        Optional<Dataset> folder = dataset("Parquet", "out", "", "");
        store.write(folder, "{}", spark().sql("SELECT 1.5D AS f, 'x' AS t, 1 AS n, array(1) AS l, '7' AS d"));

        JobException failure = failure(() ->
                store.read(folder, "{}", projection("f int, t int, n string, l string, d int", false, true, false)));

        assertThat(failure.code()).isEqualTo(ErrorCode.SchemaMismatch);
        assertThat(failure)
                .hasMessageContaining("'f' is double, not int; 't' is string, not int; 'l' is array<int>, not string;"
                        + " 'd' is string, not int.");
    }
}
