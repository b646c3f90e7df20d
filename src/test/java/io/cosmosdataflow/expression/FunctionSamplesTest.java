package io.cosmosdataflow.expression;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.definition.json.JsonReader;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.Span;
import io.cosmosdataflow.expression.function.PipelineFunction;
import io.cosmosdataflow.expression.function.PipelineFunctions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FunctionSamplesTest {

    private static final Set<String> SCOPE =
            Set.of("activity", "dataset", "item", "linkedService", "pipeline", "trigger", "triggerBody", "variables");

    /** Expression, value, and the reason of a value that is not the documented one. */
    private static List<String[]> samples(String file) throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/expression", file)).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(" => ", 3))
                .toList();
    }

    static Stream<Arguments> rows() throws IOException {
        return Stream.of("documented.txt", "functions.txt").flatMap(file -> {
            try {
                return samples(file).stream().map(sample -> Arguments.of(sample[0], sample[1]));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
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

    /** The page and the table of functions have the same names, but for what a run gives, which the page has in words. */
    @Test
    void everyFunctionHasItsDocumentedExample() throws IOException {
        Pattern call = Pattern.compile("\\b([A-Za-z0-9]+)\\(");
        Set<String> documented = new TreeSet<>();
        for (String[] sample : samples("documented.txt")) {
            String withoutTexts = sample[0].replaceAll("'[^']*'", "''");
            call.matcher(withoutTexts).results().forEach(found -> documented.add(found.group(1)));
        }
        Set<String> ours = PipelineFunctions.all().stream()
                .map(PipelineFunction::name)
                .filter(name -> !SCOPE.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(ours).hasSizeGreaterThan(80).isEqualTo(documented);
    }

    @Test
    void everyFunctionOfARunHasASample() throws IOException {
        List<String> expressions =
                samples("functions.txt").stream().map(sample -> sample[0]).toList();

        assertThat(SCOPE).allSatisfy(name -> assertThat(expressions).anyMatch(text -> text.startsWith(name + "(")));
    }

    @Test
    void everyFunctionIsDocumentedInOneSentence() {
        assertThat(PipelineFunctions.all()).allSatisfy(function -> {
            assertThat(function.documentation()).matches("[A-Z][^\\n]*\\.");
            assertThat(function.signature()).startsWith(function.name() + "(").endsWith(")");
        });
    }
}
