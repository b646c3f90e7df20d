package io.cosmosdataflow.function.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.function.Example;
import io.cosmosdataflow.function.Function.Kind;
import io.cosmosdataflow.script.ScriptParser;
import io.cosmosdataflow.script.ScriptText;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example of every function gives the result that the reference page shows. */
class ExampleTest {

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?([eE]-?[0-9]+)?");

    /** It gives rows instead of a value. */
    private static final Set<String> ELSEWHERE = Set.of("unfold");

    private static final ExampleResults RESULTS = new ExampleResults();

    @BeforeAll
    static void evaluateAllTogether() {
        for (Kind kind : List.of(Kind.SCALAR, Kind.AGGREGATE, Kind.WINDOW)) {
            RESULTS.evaluate(
                    kind,
                    examples()
                            .filter(each -> each.get()[0] == kind)
                            .map(each -> ((Example) each.get()[2]).expression())
                            .distinct()
                            .toList());
        }
    }

    static Stream<Arguments> examples() {
        return Functions.all().stream()
                .filter(function -> function.kind() != Kind.STREAM && !ELSEWHERE.contains(function.name()))
                .flatMap(function -> function.examples().stream()
                        .map(example -> Arguments.of(function.kind(), function.name(), example)));
    }

    @ParameterizedTest(name = "{1}: {2}")
    @MethodSource("examples")
    void anExampleGivesItsResult(Kind kind, String function, Example example) {
        String actual = RESULTS.of(kind, example.expression());

        if (example.result().isEmpty()) {
            assertThat(actual).isNotEqualTo("NULL").doesNotContain("refused", "failed");
        } else {
            assertThat(normal(actual)).isEqualTo(normal(unescaped(example.result())));
        }
    }

    static Stream<Arguments> examplesOfStreams() {
        return Functions.all().stream()
                .filter(function -> function.kind() == Kind.STREAM)
                .flatMap(function ->
                        function.examples().stream().map(example -> Arguments.of(function.name(), example)));
    }

    /** What they give depends on the stream: the tests of the analysis are about that. */
    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("examplesOfStreams")
    void anExampleAboutAStreamIsWellWritten(String function, Example example) {
        Issues issues = new Issues();

        assertThat(ScriptParser.expression(ScriptText.of(example.expression(), "example"), issues))
                .isPresent();
        assertThat(issues.all()).isEmpty();
        assertThat(example.expression()).contains(function + "(");
    }

    /** The page writes 2 for what is the double 2.0, and backslashes in texts as scripts do. */
    private static String normal(String result) {
        return NUMBER.matcher(result).matches()
                ? new BigDecimal(result).stripTrailingZeros().toPlainString()
                : result;
    }

    private static String unescaped(String result) {
        return result.replaceAll("\\\\(.)", "$1");
    }
}
