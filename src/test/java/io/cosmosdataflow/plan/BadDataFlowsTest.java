package io.cosmosdataflow.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.definition.Factory;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.plan.statement.Facts;
import io.cosmosdataflow.testing.BadScript;
import io.cosmosdataflow.testing.FlowRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Exact messages and positions of scripts that can be read and mean nothing. */
class BadDataFlowsTest {

    private static final Path TABLE = Path.of("src/test/resources/plan/bad/meaning.txt");

    @BeforeAll
    static void update() throws IOException {
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(
                    TABLE,
                    scripts()
                            .map(bad -> "== " + bad.title() + "\n" + bad.script() + "\n--\n"
                                    + String.join("\n", found(bad)) + "\n")
                            .collect(Collectors.joining("\n")));
        }
    }

    static Stream<BadScript> scripts() {
        return BadScript.read(TABLE).stream();
    }

    private static List<String> found(BadScript bad) {
        Issues issues = new Issues();
        ParsedFlow flow = ParsedFlow.of("script", bad.script(), issues);
        DataFlowAnalysis.analyze(flow, Factory.empty(), Map.of(), Facts.checking(), FlowRows.START, issues);
        return issues.all().stream().map(BadScript::shown).toList();
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void eachMistakeIsReportedInItsPlace(BadScript bad) {
        assertThat(found(bad)).containsExactlyElementsOf(bad.issues());
    }
}
