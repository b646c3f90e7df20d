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
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlowJsonTest {

    @TempDir
    Path directory;

    private FlowFixture store;

    @BeforeEach
    void store() {
        store = new FlowFixture(directory);
    }

    private static final Optional<Dataset> FOLDER = dataset("Json", "in", "", "");

    @Test
    void onlyProjectedFieldsAreParsedAndAWrongValueIsNullAlone() throws IOException {
        store.with(
                "in/1.json",
                "{\"id\":1,\"o\":{\"x\":\"no\",\"y\":2,\"d\":\"2020-02-03\"},\"l\":[1,\"q\",3],\"t\":1.10,"
                        + "\"at\":\"2020-02-03T04:05:06Z\",\"m\":{\"a\":1,\"b\":\"z\"},\"r\":[{\"k\":\"7\"},{\"k\":8}]}\n"
                        + "{\"id\":\"x\",\"t\":{\"deep\":[1]},\"at\":\"never\"}\n");
        Projection columns = projection("id int, o struct<x:int,y:int,d:date>, l array<int>, t string, at timestamp,"
                + " m map<string,int>, r array<struct<k:string>>, gone double");

        assertThat(store.read(FOLDER, "{}", columns).schema()).isEqualTo(columns.schema());
        assertThat(store.rows(FOLDER, "{}", columns))
                .containsExactly(
                        "[1,[null,2,2020-02-03],WrappedArray(1, null, 3),1.1,2020-02-03 04:05:06.0,"
                                + "Map(a -> 1, b -> null),WrappedArray([7], [8]),null]",
                        "[null,null,null,{\"deep\":[1]},null,null,null,null]");
    }

    @Test
    void otherFieldsDriftWithTheirStructure() throws IOException {
        store.with("in/1.json", "{\"id\":1,\"n\":5,\"o\":{\"x\":1.5}}\n")
                .with("in/2.json", "{\"id\":2,\"l\":[true]}\n");

        assertThat(store.rows(FOLDER, "{}", drifting("id int")))
                .containsExactly("[1,null,5,[1.5]]", "[2,WrappedArray(true),null,null]");
        assertThat(store.read(FOLDER, "{'preferredIntegralType': 'integer'}", projection("", false, false, true))
                        .schema()
                        .toDDL())
                .isEqualTo("id INT,l ARRAY<BOOLEAN>,n INT,o STRUCT<x: DOUBLE>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '~',
            value = {
                "{'documentForm': 'documentPerLine'} # {\"a\":1}|{\"a\":2}",
                "{'documentForm': 'singleDocument'} # {|\"a\":|1}",
                "{'singleDocument': true} # {|\"a\":|1}",
                "{'documentForm': 'arrayOfDocuments'} # [{\"a\":1},|{\"a\":2}]",
                "{'unquotedColumnNames': true} # {a:1}",
                "{'hasComments': true} # {/*c*/\"a\":1}|//x|",
                "{'asComments': true} # {/*c*/\"a\":1}",
                "{'singleQuoted': true} # {^a^:1}|[{^a^:2}]",
                "{'backslashEscape': true} # {\"a\":\"\\1\"}",
            })
    void everyFormAndLibertyIsRead(String settings, String text) throws IOException {
        store.with("in/1.json", text.replace('|', '\n').replace('^', '\''));

        assertThat(store.rows(FOLDER, settings, projection("a string")).get(0)).isEqualTo("[1]");
    }

    @Test
    void libertiesThatAreNotTakenAreErrors() throws IOException {
        store.with("in/1.json", "{a:1}");

        JobException strict = failure(() -> store.rows(FOLDER, "{}", projection("a int")));
        JobException other = failure(() -> store.rows(FOLDER, "{'singleQuoted': true}", projection("a int")));

        assertThat(strict.code()).isEqualTo(ErrorCode.FileMalformed);
        assertThat(other.code()).isEqualTo(ErrorCode.FileMalformed);
    }

    @Test
    void libertiesKeepTheDigitsOfNumbers() throws IOException {
        store.with("in/1.json", "{n:1.10,m:12345678901234567890123}");

        assertThat(store.rows(FOLDER, "{'unquotedColumnNames': true}", projection("n decimal(10,5), m string")))
                .containsExactly("[1.10000,12345678901234567890123]");
    }

    @Test
    void validationLooksAtNamesAndTypes() throws IOException {
        store.with("in/1.json", "{\"a\":\"x\",\"b\":null,\"c\":[1]}");

        JobException failure = failure(
                () -> store.read(FOLDER, "{}", projection("a int, b int, c struct<x:int>, d int", false, true, false)));

        assertThat(failure.code()).isEqualTo(ErrorCode.SchemaMismatch);
        assertThat(failure)
                .hasMessageContaining(
                        "'a' is string, not int; 'c' is array<bigint>, not struct<x:int>; 'd' is missing.");
    }

    @Test
    void columnsBecomeDocumentsWithoutNulls() throws IOException {
        store.write(
                dataset("Json", "out", "", ""),
                "{'partitionFileNames': ['x.json']}",
                spark().sql(
                                "SELECT 1 AS id, CAST(NULL AS string) AS gone, named_struct('x', 1.10BD, 'y',"
                                        + " CAST(NULL AS int)) AS o, array(1, 2) AS l, TIMESTAMP'2020-02-03T04:05:06Z' AS at, map('k', true) AS m"));
        store.write(
                dataset("Json", "out", "", ""),
                "{'partitionFileNames': ['y.json'], 'documentForm': 'arrayOfDocuments', 'dateFormat': 'dd.MM.yyyy',"
                        + " 'timestampFormat': 'yyyy'}",
                spark().sql("SELECT DATE'2020-02-03' AS d, TIMESTAMP'2020-02-03T04:05:06Z' AS t"));

        assertThat(store.text("out/x.json"))
                .isEqualTo(
                        "{\"id\":1,\"o\":{\"x\":1.10},\"l\":[1,2],\"at\":\"2020-02-03T04:05:06Z\",\"m\":{\"k\":true}}\n");
        assertThat(store.text("out/y.json")).isEqualTo("[{\"d\":\"03.02.2020\",\"t\":\"2020\"}]");
    }

    @Test
    void compressedDocumentsComeBack() throws IOException {
        Optional<Dataset> packed = dataset("Json", "out", "", ", 'compression': {'type': 'gzip', 'level': 'Fastest'}");
        store.write(packed, "{}", spark().sql("SELECT 1 AS a"));

        assertThat(store.files()).singleElement().asString().endsWith(".json.gz");
        assertThat(store.rows(packed, "{}", projection("a int"))).containsExactly("[1]");
    }
}
