package io.cosmosdataflow.function.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.function.Function.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code edges.txt} says, over the rows of {@link SampleStream}. */
class EdgeTest {

    private static final ExampleResults RESULTS = new ExampleResults();

    @BeforeAll
    static void evaluateAllTogether() throws IOException {
        List<Arguments> edges = edges().toList();
        for (Kind kind : List.of(Kind.SCALAR, Kind.AGGREGATE, Kind.WINDOW)) {
            RESULTS.evaluate(
                    kind,
                    edges.stream()
                            .filter(edge -> edge.get()[0] == kind)
                            .map(edge -> (String) edge.get()[1])
                            .toList());
        }
    }

    static Stream<Arguments> edges() throws IOException {
        List<Arguments> edges = new ArrayList<>();
        Kind kind = Kind.SCALAR;
        for (String line : Files.readAllLines(Path.of("src/test/resources/function/edges.txt"))) {
            if (line.contains(" => ")) {
                String[] parts = line.split(" => ", 2);
                edges.add(Arguments.of(kind, parts[0], parts[1]));
            } else if (line.matches("# [a-z]+")) {
                kind = Kind.valueOf(line.substring(2).toUpperCase(Locale.ROOT));
            }
        }
        return edges.stream();
    }

    @ParameterizedTest(name = "{1} => {2}")
    @MethodSource("edges")
    void anExpressionAtAnEdgeGivesItsResult(Kind kind, String expression, String result) {
        assertThat(RESULTS.of(kind, expression)).isEqualTo(result);
    }
}
