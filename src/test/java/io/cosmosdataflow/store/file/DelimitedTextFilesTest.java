package io.cosmosdataflow.store.file;

import static io.cosmosdataflow.store.file.FileStoreFixture.dataset;
import static io.cosmosdataflow.store.file.FileStoreFixture.failure;
import static io.cosmosdataflow.store.file.FileStoreFixture.spark;
import static io.cosmosdataflow.store.file.FileStoreFixture.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.file.format.FileDataset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DelimitedTextFilesTest {

    private static final String VALUES =
            "SELECT 'a,b' AS `x.y`, 'q\"\\\\' AS `a \"b\"`, CAST(NULL AS string) AS n, '' AS e,"
                    + " '1\\r\\n2' AS l, '\\\\' AS s";

    @TempDir
    Path directory;

    private FileStoreFixture store;

    @BeforeEach
    void store() {
        store = new FileStoreFixture(directory);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "'firstRowAsHeader': true # {} # x.y,~a \\~b\\~~,n,e,l,s|~a,b~,~q\\~\\\\~,,~~,~1|2~,\\|",
                "'nullValue': 'NULL' # {} # ~a,b~,~q\\~\\\\~,NULL,,~1|2~,\\|",
                "'escapeChar': '~' # {} # ~a,b~,~q~~\\~,,~~,~1|2~,\\|",
                "'quoteChar': '' # {} # a\\,b,q~\\\\,,,1|2,\\\\|",
                "'quoteChar': '', 'escapeChar': '' # {} # a,b,q~\\,,,1|2,\\|",
                "'columnDelimiter': ';;' # {} # a,b;;~q\\~\\\\~;;;;~~;;~1|2~;;\\|",
                "'rowDelimiter': '!' # {} # ~a,b~,~q\\~\\\\~,,~~,~1|2~,\\!",
                "'firstRowAsHeader': false # {'formatSettings': {'quoteAllText': true}} # ~a,b~,~q\\~\\\\~,,~~,~1|2~,~\\\\~|",
            })
    void everySettingShowsInTheTextAndIsReadAgain(String dataset, String settings, String text) throws IOException {
        FileDataset file = dataset("DelimitedText", "out", "y.csv", dataset.replace("~", "\\\""));
        Dataset<Row> rows = spark().sql(VALUES);

        store.write(file, settings, rows);

        assertThat(store.text("out/y.csv")).isEqualTo(text.replace("~", "\"").replace("|", "\r\n"));
        if (!dataset.contains("quoteChar")) {
            assertThat(store.read(file).drop("$$FILEPATH").collectAsList())
                    .extracting(Row::mkString)
                    .containsExactly(rows.collectAsList().get(0).mkString());
        }
    }

    @Test
    void filesWithDifferentHeadersMeetByName() throws IOException {
        store.with("in/1.csv", "note\n\na,b\n1,2\n").with("in/2.csv", "note\nc,a\n3,4\n");
        FileDataset folder = dataset("DelimitedText", "in", "", "'firstRowAsHeader': true");

        Dataset<Row> rows =
                store.read(folder, "{'formatSettings': {'type': 'DelimitedTextReadSettings', 'skipLineCount': 1}}");

        assertThat(rows.columns()).containsExactly("a", "b", "c", "$$FILEPATH");
        assertThat(rows.collectAsList())
                .extracting(Row::toString)
                .containsExactly("[1,2,null,1.csv]", "[4,null,3,2.csv]");
    }

    @Test
    void columnsWithoutHeaderAreNumbered() throws IOException {
        store.with("in/1.csv", "1,2\n");

        assertThat(store.read(dataset("DelimitedText", "in", "", "")).columns())
                .containsExactly("Prop_0", "Prop_1", "$$FILEPATH");
    }

    @ParameterizedTest
    @CsvSource({"'a,,b', column 2 of the header has no name", "'a,a', the header names two columns 'a'"})
    void aHeaderThatNamesNoColumnsIsAnError(String header, String reason) throws IOException {
        store.with("in/1.csv", header + "\n1,2,3\n");

        JobException failure =
                failure(() -> store.read(dataset("DelimitedText", "in", "", "'firstRowAsHeader': true")));

        assertThat(failure.code()).isEqualTo(ErrorCode.FileMalformed);
        assertThat(failure).hasMessageContaining(reason);
    }

    @Test
    void largeFilesAreCutOnlyWhereNoQuoteCanHideALineEnd() throws IOException {
        StringBuilder text = new StringBuilder("h,i\n");
        for (int i = 0; i < 3_000; i++) {
            text.append(i).append(",x").append(i % 5 == 0 ? "\r" : i % 3 == 0 ? "\r\n" : "\n");
        }
        store.with("in/1.csv", text.toString());

        JsonFilesTest.withSmallTasks(() -> {
            Dataset<Row> cut =
                    store.read(dataset("DelimitedText", "in", "", "'firstRowAsHeader': true, 'quoteChar': ''"));
            Dataset<Row> whole = store.read(dataset("DelimitedText", "in", "", "'firstRowAsHeader': true"));
            assertThat(whole.rdd().getNumPartitions()).isEqualTo(1);
            assertThat(cut.rdd().getNumPartitions()).isGreaterThan(5);
            assertThat(texts(cut, "h")).isEqualTo(texts(whole, "h")).hasSize(3_000);
        });
    }

    @Test
    void theHeaderStandsOnceInAJoinedFileAndInEveryFileOfAFolder() throws IOException {
        Dataset<Row> rows = spark().range(0, 5, 1, 3).selectExpr("cast(id as string) as n");
        store.write(dataset("DelimitedText", "out", "y.csv", "'firstRowAsHeader': true"), "{}", rows);
        store.write(
                dataset("DelimitedText", "many", "", "'firstRowAsHeader': true"),
                "{'formatSettings': {'fileExtension': '.csv', 'maxRowsPerFile': 1, 'fileNamePrefix': 'p'}}",
                rows);

        assertThat(store.text("out/y.csv")).isEqualTo("n\r\n0\r\n1\r\n2\r\n3\r\n4\r\n");
        assertThat(store.files())
                .isEqualTo(List.of(
                        "many/p_00000.csv",
                        "many/p_00001.csv",
                        "many/p_00002.csv",
                        "many/p_00003.csv",
                        "many/p_00004.csv",
                        "out/y.csv"));
        assertThat(store.text("many/p_00003.csv")).isEqualTo("n\r\n3\r\n");
    }
}
