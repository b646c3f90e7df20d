package io.cosmosdataflow.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.testing.BadScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Exact messages and positions of flows whose containers cannot be read or written as they say. */
class CosmosFlowMistakesTest {

    private static final Path TABLE = Path.of("src/test/resources/plan/bad/cosmos.txt");
    private static final String FILE = "dataflow/Flow.json:";

    @BeforeAll
    static void update(@TempDir Path directory) throws IOException {
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(
                    TABLE,
                    scripts()
                            .map(bad -> "== " + bad.title() + "\n" + bad.script() + "\n--\n"
                                    + String.join("\n", found(bad, directory)) + "\n")
                            .collect(Collectors.joining("\n")));
        }
    }

    static Stream<BadScript> scripts() {
        return BadScript.read(TABLE).stream();
    }

    /** Places are those of the file, in which the script begins at line 4. */
    private static List<String> found(BadScript bad, Path directory) {
        CosmosFlows flows = CosmosFlows.in(directory);
        boolean inline = bad.script().contains("store: 'cosmosDB'");
        return (inline ? flows.inline(bad.script(), "{}") : flows.flow(bad.script()))
                .check().stream().map(Issue::toString).map(text -> shown(text)).toList();
    }

    private static String shown(String issue) {
        int at = issue.indexOf(FILE);
        return at < 0 ? issue : issue.substring(at + FILE.length());
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void eachMistakeIsReportedInItsPlace(BadScript bad, @TempDir Path directory) {
        assertThat(found(bad, directory)).isNotEmpty().containsExactlyElementsOf(bad.issues());
    }
}
