package io.cosmosdataflow.expression;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.definition.json.JsonReader;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.Span;
import io.cosmosdataflow.expression.function.PipelineFunctions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FunctionSamplesTest {

    private static List<String[]> samples() throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/expression/functions.txt")).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(" => ", 2))
                .toList();
    }

    static Stream<Arguments> rows() throws IOException {
        return samples().stream().map(sample -> Arguments.of(sample[0], sample[1]));
    }

    @ParameterizedTest(name = "{0} => {1}")
    @MethodSource("rows")
    void aFunctionGivesWhatDataFactoryGives(String expression, String expected) {
        Issues issues = new Issues();
        Template template = Template.parse("@" + expression, Span.startOf("sample"), issues);
        template.check(SampleScope.SCOPE, issues);

        assertThat(issues.all()).isEmpty();
        JsonNode value = template.evaluate(SampleScope.SCOPE);
        assertThat(value.toString())
                .isEqualTo(JsonReader.read("expected", expected).toNode().toString());
    }

    @Test
    void everyFunctionHasASample() throws IOException {
        String all = samples().stream()
                .map(sample -> sample[0])
                .reduce("", (a, b) -> a + "\n" + b)
                .toLowerCase(Locale.ROOT);

        assertThat(PipelineFunctions.all()).hasSizeGreaterThan(90).allSatisfy(function -> assertThat(all)
                .containsPattern("(?m)(^|[( ,])" + function.name().toLowerCase(Locale.ROOT) + "\\("));
    }

    @Test
    void everyFunctionIsDocumentedInOneSentence() {
        assertThat(PipelineFunctions.all()).allSatisfy(function -> {
            assertThat(function.documentation()).matches("[A-Z][^\\n]*\\.");
            assertThat(function.signature()).startsWith(function.name() + "(").endsWith(")");
        });
    }
}
