package io.cosmosdataflow.run;

import static io.cosmosdataflow.testing.FactoryFiles.copy;
import static io.cosmosdataflow.testing.FactoryFiles.executeDataFlow;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.LocalRuns;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names and types of columns that a format does not have, or that cannot be compared. */
class ColumnsOfFormatsTest {

    @TempDir
    Path directory;

    private LocalRuns runs;
    private FactoryFiles factory;

    @BeforeEach
    void aSource() {
        runs = LocalRuns.in(directory);
        factory = FactoryFiles.in(runs.factory())
                .file("In", "DelimitedText", "in", "a.csv", "\"firstRowAsHeader\": true")
                .file("Out", "Avro", "out", "");
    }

    /** Source: Avro specification, "Names": a letter or an underscore, then digits too. */
    @ParameterizedTest
    @ValueSource(strings = {"a b", "{c}", "1st", "a-b"})
    void avroHasNamesOfItsOwn(String name) {
        runs.file("Blob/c/in/a.csv", name + "\n1\n");
        factory.pipeline(
                "P", copy("C", "In", "{\"type\": \"DelimitedTextSource\"}", "Out", "{\"type\": \"AvroSink\"}"));

        assertThat(failure())
                .startsWith("SchemaMismatch ")
                .contains("a name has a character that the format does not take")
                .contains(name);
    }

    @ParameterizedTest
    @CsvSource({"recordName, r r", "recordName, 1r", "recordNamespace, a..b", "recordNamespace, 1.2"})
    void aRecordNameThatIsNoneIsFoundBeforeTheRun(String setting, String value) {
        factory.pipeline(
                "P",
                copy(
                        "C",
                        "In",
                        "{\"type\": \"DelimitedTextSource\"}",
                        "Out",
                        "{\"type\": \"AvroSink\", \"formatSettings\": {\"type\": \"AvroWriteSettings\", \"" + setting
                                + "\": \"" + value + "\"}}"));

        assertThat(runs.job("P").check()).singleElement().satisfies(issue -> assertThat(issue.toString())
                .contains("[InvalidProperty]")
                .contains("'" + setting + "'")
                .contains("'" + value + "'"));
    }

    @Test
    void mapsHaveNoOrder() {
        runs.file("Blob/c/in/a.csv", "id\n1\n");
        factory.file("Out", "Json", "out", "")
                .dataFlow(
                        "Flow",
                        Map.of("In", "In"),
                        Map.of("Out", "Out"),
                        """
                        source(output(id as string), allowSchemaDrift: false, validateSchema: false) ~> In
                        In derive(m = keyValues([id], ['1'])) ~> Maps
                        Maps aggregate(each(match(true()), $$ = max($$))) ~> Largest
                        Largest sink(allowSchemaDrift: true, validateSchema: false) ~> Out
                        """)
                .pipeline("P", executeDataFlow("D", "Flow", "{}", ""));

        assertThat(failure()).startsWith("InvalidCall ").contains("have no order");
    }

    private String failure() {
        return runs.run("P").record().activities().stream()
                .flatMap(activity -> activity.error().stream())
                .map(error -> error.code() + " " + error.message())
                .collect(Collectors.joining("\n"));
    }
}
