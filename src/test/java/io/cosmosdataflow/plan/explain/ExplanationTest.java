package io.cosmosdataflow.plan.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.definition.Factory;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.plan.DataFlowAnalysis;
import io.cosmosdataflow.plan.DataFlowPlan;
import io.cosmosdataflow.plan.Facts;
import io.cosmosdataflow.plan.ParsedFlow;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The text and the picture of a plan, byte for byte; {@code -Dgolden.update=true} writes them anew. */
class ExplanationTest {

    private static final Path CASES = Path.of("src/test/resources/explain");

    private static Explanation explain(String script) {
        Issues issues = new Issues();
        ParsedFlow flow = ParsedFlow.of("orders", script, issues);
        DataFlowPlan plan = DataFlowAnalysis.analyze(
                flow, Factory.empty(), Map.of(), Facts.checking(), Instant.parse("2024-02-29T12:00:00Z"), issues);
        assertThat(issues.hasErrors()).as(issues.all().toString()).isFalse();
        return new Explanation(plan, List.of(flow));
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders", "wide"})
    void aPlanLooksAsItAlwaysDid(String name) throws IOException {
        Explanation explanation = explain(Files.readString(CASES.resolve(name + ".script")));

        compare(CASES.resolve(name + ".txt"), explanation.text());
        compare(CASES.resolve(name + ".svg"), explanation.svg());
    }

    private static void compare(Path golden, String text) throws IOException {
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(golden, text);
        }
        assertThat(text).isEqualTo(Files.readString(golden));
    }

    @Test
    void theSameDataFlowIsDrawnTheSame() throws IOException {
        String script = Files.readString(CASES.resolve("orders.script"));

        assertThat(explain(script).svg()).isEqualTo(explain(script).svg());
    }

    @Test
    void namesThatXmlWouldMisreadAreEscaped() throws Exception {
        String svg = explain("source(output({<b>&\"} as string, {a\u0001b} as string)) ~> s")
                .svg();

        assertThat(svg).contains("&lt;b&gt;&amp;&quot;", "a\uFFFDb").doesNotContain("<b>");
        assertThat(DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
                        .getDocumentElement()
                        .getTagName())
                .isEqualTo("svg");
    }

    @Test
    void aDataFlowWithoutStatementsIsExplainedToo() {
        assertThat(explain("").text()).isEqualTo("Data flow 'orders'\n\nStreams\n");
        assertThat(explain("").svg()).contains("<title>Data flow orders</title>");
    }
}
