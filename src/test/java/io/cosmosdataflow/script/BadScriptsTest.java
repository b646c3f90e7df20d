package io.cosmosdataflow.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.testing.BadScript;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Exact messages and positions of mistakes in the language. */
class BadScriptsTest {

    static Stream<BadScript> scripts() {
        return BadScript.read(Path.of("src/test/resources/script/bad/syntax.txt")).stream();
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void eachMistakeIsReportedInItsPlace(BadScript bad) {
        Issues issues = new Issues();

        ScriptParser.parse(ScriptText.of(bad.script(), "script"), issues);

        assertThat(issues.all().stream().map(BadScript::shown)).containsExactlyElementsOf(bad.issues());
    }
}
