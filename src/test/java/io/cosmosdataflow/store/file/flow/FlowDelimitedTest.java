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
import io.cosmosdataflow.project.ProjectedColumn;
import io.cosmosdataflow.project.Projection;
import io.cosmosdataflow.store.StoreMetrics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlowDelimitedTest {

    @TempDir
    Path directory;

    private FlowFixture store;

    @BeforeEach
    void store() {
        store = new FlowFixture(directory);
    }

    private static final Optional<Dataset> HEADED = dataset("DelimitedText", "in", "", ", 'firstRowAsHeader': true");

    @Test
    void projectedColumnsHaveTheirTypesAndWhatDoesNotFitIsNull() throws IOException {
        store.with(
                "in/1.csv",
                "id,name,price,day,at,ok\n1,a,1.50,2020-02-03,2020-02-03 04:05:06,true\nx,,y,z,w,maybe\n3,c\n");

        Projection columns = projection("ok boolean, id int, price decimal(10,2), day date, at timestamp, other long");

        assertThat(store.read(HEADED, "{}", columns).schema()).isEqualTo(columns.schema());
        assertThat(store.rows(HEADED, "{}", columns))
                .containsExactly(
                        "[true,1,1.50,2020-02-03,2020-02-03 04:05:06.0,null]",
                        "[null,null,null,null,null,null]",
                        "[null,3,null,null,null,null]");
    }

    @Test
    void otherColumnsDriftAsTextsOrWithTheirTypes() throws IOException {
        store.with(
                "in/1.csv",
                "id,n,big,d,b,day,at,t,none\n1,1,1,1.5,true,2020-02-03,2020-02-03T04:05:06Z,x,\n"
                        + "2,-2,12345678901,2,false,2020-02-04,2020-02-03 04:05:06,1,\n");

        assertThat(store.rows(HEADED, "{}", drifting("id int")))
                .containsExactly(
                        "[1,1,1,1.5,true,2020-02-03,2020-02-03T04:05:06Z,x,null]",
                        "[2,-2,12345678901,2,false,2020-02-04,2020-02-03 04:05:06,1,null]");
        assertThat(store.read(HEADED, "{}", projection("id int", true, false, true))
                        .schema()
                        .toDDL())
                .isEqualTo("id INT,n INT,big BIGINT,d DOUBLE,b BOOLEAN,day DATE,at TIMESTAMP,t STRING,none STRING");
        assertThat(store.read(HEADED, "{}", projection("id int")).columns()).containsExactly("id");
        assertThat(store.read(HEADED, "{'useSchema': true}", drifting("id int")).columns())
                .containsExactly("id");
        assertThat(store.read(HEADED, "{}", projection("")).columns()).hasSize(9);
    }

    @Test
    void hintsSayHowTextsAreReadAndWhichTypesDrift() throws IOException {
        store.with("in/1.csv", "day,at,ok,n,f\n3/2/2020,2020.02.03 4:05 PM,J,1,1.5\n13.2.2020,,N,2,2.5\n");
        String hints = "{'dateFormats': ['MM/dd/yyyy', 'dd.MM.yyyy'], 'timestampFormats': ['yyyy.MM.dd hh:mm a'],"
                + " 'booleanFormat': ['J', 'N'], 'preferredIntegralType': 'long', 'preferredFractionalType': 'decimal'}";

        assertThat(store.read(HEADED, hints, projection("", true, false, true))
                        .schema()
                        .toDDL())
                .isEqualTo("day DATE,at TIMESTAMP,ok BOOLEAN,n BIGINT,f DECIMAL(38,18)");
        assertThat(store.rows(HEADED, hints, projection("day date, at timestamp, ok boolean")))
                .containsExactly("[2020-03-02,2020-02-03 16:05:00.0,true]", "[2020-02-13,null,false]");
    }

    @Test
    void formatsOfColumnsAreThoseOfJava() throws IOException {
        store.with(
                "in/1.csv",
                "d,t,n,m,p\n02/03/2020,20200203040506789,007,\"$1,234.50\",12%\n"
                        + "2020-02-03 extra,2020,x,-,\n02/31/2020,20201303040506789,1,$2,1%\n");
        Projection columns = new Projection(
                List.of(
                        new ProjectedColumn("d", DataTypes.DateType, List.of("MM/dd/yyyy")),
                        new ProjectedColumn("t", DataTypes.TimestampType, List.of("yyyyMMddHHmmssSSS")),
                        new ProjectedColumn("n", DataTypes.IntegerType, List.of("000")),
                        new ProjectedColumn("m", DataTypes.createDecimalType(10, 2), List.of("$#,##0.00")),
                        new ProjectedColumn("p", DataTypes.DoubleType, List.of("0%"))),
                false,
                false,
                false);

        assertThat(store.rows(HEADED, "{}", columns))
                .containsExactly(
                        "[2020-02-03,2020-02-03 04:05:06.789,7,1234.50,0.12]",
                        "[null,null,null,null,null]",
                        "[null,null,1,2.00,0.01]");
    }

    @Test
    void withoutAHeaderColumnsCountFromTheLeft() throws IOException {
        store.with("in/1.csv", "1,a,x\n2,b,y,surplus\n");
        Optional<Dataset> headless = dataset("DelimitedText", "in", "", "");

        assertThat(store.rows(headless, "{}", projection("id int, name string")))
                .containsExactly("[1,a]", "[2,b]");
        assertThat(store.read(headless, "{}", drifting("id int")).columns()).containsExactly("id", "_col1_", "_col2_");
        assertThat(store.rows(headless, "{}", projection("_col2_ string"))).containsExactly("[x]", "[y]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '~',
            value = {
                "'columnDelimiter': '||' # {} # a||b # [a,b]",
                "'columnDelimiter': '' # {} # a,b;c # [a,b;c]",
                "'quoteChar': '!', 'escapeChar': '!' # {} # !a,!!b!,c # [a,!b,c]",
                "'nullValue': 'NULL' # {} # NULL,x # [null,x]",
                "'encodingName': 'UTF-8 without BOM' # {} # ä,x # [ä,x]",
                "'rowDelimiter': ';' # {} # a;b # [a]|[b]",
                "'escapeChar': '^' # {} # \"a^\"b\",c # [a\"b,c]",
                "'firstRowAsHeader': false # {'skipLines': 1} # junk|a,b # [a,b]",
                "'firstRowAsHeader': false # {'multiLineRow': true} # \"a|b\",c # [a/b,c]",
                "'firstRowAsHeader': false # {} # \"a|b\",c # [a]|[b\"]",
                "'firstRowAsHeader': false # {'maxColumns': 5} # a,b # [a,b]",
            })
    void everyOptionShowsInTheRows(String format, String settings, String text, String rows) throws IOException {
        store.with("in/1.csv", text.replace('|', format.contains("||") ? '|' : '\n'));

        assertThat(store.rows(dataset("DelimitedText", "in", "", ", " + format), settings, projection("")))
                .extracting(row -> row.replace('\n', '/'))
                .containsExactly(rows.split("\\|"));
    }

    @Test
    void inlineTheScriptSaysItAll() throws IOException {
        store.with("in/x.csv", "a;b\n1;2\n");

        assertThat(store.rows(
                        Optional.empty(),
                        "{'format': 'delimited', 'fileSystem': 'c', 'folderPath': 'in', 'fileName': 'x.csv',"
                                + " 'columnDelimiter': ';', 'columnNamesAsHeader': true, 'quoteChar': '\\\"',"
                                + " 'escapeChar': '\\\\', 'encoding': 'UTF-8', 'compressionType': 'none', 'local': false}",
                        projection("b int, a int")))
                .containsExactly("[2,1]");
    }

    /**
     * Delimited text has texts and nothing else, so that there is no type to hold against the projected one.
     *
     * <p>Source: Microsoft Learn, data-flow-source, "Schema options": a column and type of the projection against the
     * discovered schema of the source; format-delimited-text: columns are texts until the projection gives types.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "boolean",
                "tinyint",
                "smallint",
                "int",
                "bigint",
                "float",
                "double",
                "decimal(9,2)",
                "date",
                "timestamp",
                "string",
                "binary"
            })
    void validationTakesTextsForEachProjectedType(String type) throws IOException {
        store.with("in/1.csv", "a,b,c,d\n0,1.5,2020-02-03,true\n1,x,,false\n");

        assertThat(store.rows(HEADED, "{}", validated(type))).hasSize(2);
    }

    private static Projection validated(String type) {
        return projection("a %1$s, b %1$s, c %1$s, d %1$s".formatted(type), true, true, false);
    }

    @Test
    void validationNamesAllThatIsMissing() throws IOException {
        store.with("in/1.csv", "id,name,day\nx,a,2020-02-03\n2,b,\n");

        JobException failure = failure(() ->
                store.read(HEADED, "{}", projection("id int, name string, lost int, gone string", true, true, false)));

        assertThat(failure.code()).isEqualTo(ErrorCode.SchemaMismatch);
        assertThat(failure)
                .hasMessage("The source does not have the projected schema: 'lost' is missing; 'gone' is missing."
                        + " Import the projection again, or turn 'validateSchema' off.");
        assertThat(store.rows(HEADED, "{}", projection("name string, day date", false, true, false)))
                .hasSize(2);
    }

    @Test
    void aLargeFileWithoutMultiLineRowsIsCut() throws IOException {
        StringBuilder text = new StringBuilder("n,t\n");
        for (int i = 0; i < 3_000; i++) {
            text.append(i).append(",\"x,y\"\n");
        }
        store.with("in/1.csv", text.toString());
        spark().conf().set("spark.sql.files.maxPartitionBytes", "3000");
        spark().conf().set("spark.sql.files.openCostInBytes", "100");
        try {
            var rows = store.read(HEADED, "{}", projection("n int, t string"));
            assertThat(rows.rdd().getNumPartitions()).isGreaterThan(5);
            assertThat(rows.selectExpr("sum(n)", "count(*)", "count(distinct t)")
                            .head()
                            .toString())
                    .isEqualTo("[4498500,3000,1]");
            assertThat(store.read(HEADED, "{'multiLineRow': true}", projection("n int"))
                            .rdd()
                            .getNumPartitions())
                    .isEqualTo(1);
        } finally {
            spark().conf().unset("spark.sql.files.maxPartitionBytes");
            spark().conf().unset("spark.sql.files.openCostInBytes");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '~',
            value = {
                "'firstRowAsHeader': true # {} # i,t,d,a,b,n|1,\"x,y\",2020-02-03,2020-02-03T04:05:06.000Z,true,|",
                "'columnDelimiter': ';' # {'quoteAll': true} #"
                        + " \"1\";\"x,y\";\"2020-02-03\";\"2020-02-03T04:05:06.000Z\";\"true\";|",
                "'nullValue': 'NULL' # {'dateFormat': 'dd.MM.yyyy', 'timestampFormat': 'HH:mm'} #"
                        + " 1,\"x,y\",03.02.2020,04:05,true,NULL|",
                "'firstRowAsHeader': true # {'header': ['I', 'T']} #"
                        + " I,T,d,a,b,n|1,\"x,y\",2020-02-03,2020-02-03T04:05:06.000Z,true,|",
                "'rowDelimiter': '\\r\\n' # {} # 1,\"x,y\",2020-02-03,2020-02-03T04:05:06.000Z,true,^|",
            })
    void everyOptionOfASinkShowsInTheText(String format, String settings, String text) throws IOException {
        var rows = spark().sql("SELECT 1 i, 'x,y' t, DATE'2020-02-03' d, TIMESTAMP'2020-02-03T04:05:06Z' a, true b,"
                + " CAST(NULL AS string) n, CAST(4 AS tinyint) `$$POLICY`");

        StoreMetrics metrics = store.write(
                dataset("DelimitedText", "out", "", ", " + format),
                settings.replaceFirst("\\{", "{'partitionFileNames': ['x.csv']" + (settings.equals("{}") ? "" : ", ")),
                rows);

        assertThat(store.text("out/x.csv")).isEqualTo(text.replace("^", "\r").replace('|', '\n'));
        assertThat(metrics.rows()).hasValue(1L);
        assertThat(metrics.files().orElseThrow()).hasSize(1);
    }

    @Test
    void delimitedTextTakesNoStructures() {
        JobException failure = failure(
                () -> store.write(dataset("DelimitedText", "out", "", ""), "{}", spark().sql("SELECT array(1) AS a")));

        assertThat(failure.code()).isEqualTo(ErrorCode.SchemaMismatch);
        assertThat(failure).hasMessageContaining("Column 'a' is array<int>, which delimited text cannot hold.");
    }
}
