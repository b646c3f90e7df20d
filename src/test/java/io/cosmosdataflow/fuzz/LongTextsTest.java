package io.cosmosdataflow.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.cosmosdataflow.api.DataFactory;
import io.cosmosdataflow.copy.translator.CollectionReference;
import io.cosmosdataflow.definition.json.JsonPath;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.local.LocalStores;
import io.cosmosdataflow.store.sql.local.SeedColumn;
import io.cosmosdataflow.testing.FactoryFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Texts that a regular expression looks at, longer than a stack is deep: java.util.regex goes down a call for each
 * round of a group with alternatives.
 */
class LongTextsTest {

    private static final int MANY = 100_000;
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"a", "\\'", "\\\\", "é", ".", "]", "\"", "\n"})
    void aNameInAPathIsAsLongAsItLikes(String piece) {
        String path = "$['" + piece.repeat(MANY) + "'][*]['b']";

        assertThat(CollectionReference.parse(path)).hasValueSatisfying(found -> assertThat(
                        found.arrays().get(0).onlyMember().orElseThrow())
                .isEqualTo((piece.startsWith("\\") ? piece.substring(1) : piece).repeat(MANY)));
        assertThat(JsonPath.parse("$['" + piece.repeat(MANY))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"['a']", ".a", "[0]", "[\"a\"]"})
    void aPathHasAsManyStepsAsItLikes(String step) {
        assertThat(JsonPath.parse("$" + step.repeat(MANY)))
                .hasValueSatisfying(path -> assertThat(path.steps()).hasSize(MANY));
    }

    @ParameterizedTest
    @ValueSource(strings = {" a", " time zone", "(1) a", "a", " (1", "9"})
    void aTypeOfASeedIsReadInOnePass(String piece) {
        String type = "timestamp" + piece.repeat(MANY);

        if (piece.contains("(")) {
            assertThatThrownBy(() -> SeedColumn.of("x:" + type, "seed.csv"))
                    .isInstanceOfSatisfying(JobException.class, thrown -> assertThat(thrown.code())
                            .isEqualTo(ErrorCode.FileMalformed));
        } else {
            assertThat(SeedColumn.of("x:" + type, "seed.csv").type()).hasValue(type);
        }
    }

    @Test
    void aNamespaceOfAvroIsReadInOnePass() {
        assertThat(namespace("a" + ".b".repeat(MANY))).isEmpty();
        assertThat(namespace("a" + ".b".repeat(MANY) + "."))
                .singleElement()
                .satisfies(issue -> assertThat(issue.message()).contains("recordNamespace"));
    }

    private List<Issue> namespace(String name) {
        FactoryFiles factory = FactoryFiles.in(directory)
                .file("From", "Parquet", "in", "")
                .file("To", "Avro", "out", "")
                .pipeline(
                        "P",
                        FactoryFiles.copy(
                                "C",
                                "From",
                                "{\"type\": \"ParquetSource\"}",
                                "To",
                                "{\"type\": \"AvroSink\", \"formatSettings\": {\"type\": \"AvroWriteSettings\","
                                        + " \"recordNamespace\": \"" + name + "\"}}"));
        return assertTimeoutPreemptively(SOON, () -> load(factory).pipeline("P").check());
    }

    @ParameterizedTest
    @ValueSource(strings = {"yyyy-", "'x'", "d ", "-", "MMMM"})
    void aFormatOfADateIsReadInOnePass(String piece) {
        assertThat(derived("toString(toDate('2024-01-02'), '"
                        + piece.replace("'", "\\'").repeat(MANY) + "')"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "(?:a|b", "[", "(a|b)*", "a?"})
    void aRegularExpressionOfTheUsersIsWhatItIs(String piece) {
        assertThat(derived("regexExtract('" + "ab".repeat(5_000) + "', '" + piece.repeat(20_000) + "', 1)"))
                .allMatch(issue -> issue.code() != ErrorCode.Internal);
    }

    private List<Issue> derived(String expression) {
        FactoryFiles factory = FactoryFiles.in(directory)
                .file("In", "Parquet", "in", "")
                .dataFlow(
                        "F",
                        Map.of("a", "In"),
                        Map.of(),
                        "source(allowSchemaDrift: true) ~> a\na derive(x = " + expression + ") ~> b");
        return assertTimeoutPreemptively(SOON, () -> load(factory).dataFlow("F").check());
    }

    private DataFactory load(FactoryFiles factory) {
        return DataFactory.load(factory.directory())
                .withLocalStores(new LocalStores(Optional.of(directory.resolve("local")), Optional.empty()));
    }
}
