package io.cosmosdataflow.plan.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.definition.Factory;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.plan.DataFlowAnalysis;
import io.cosmosdataflow.plan.DataFlowPlan;
import io.cosmosdataflow.plan.ParsedFlow;
import io.cosmosdataflow.plan.statement.Facts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
    void thePictureOfAWideStreamShowsTheColumnsThatItMakes() {
        String columns = IntStream.rangeClosed(1, 20)
                .mapToObj(i -> "given" + i + " as string")
                .collect(Collectors.joining(", "));
        String picture = explain("source(output(" + columns + "), allowSchemaDrift: false) ~> s\n"
                        + "s derive(made = 1, given15 = toLong(given14), given16 = upper(given16)) ~> d\n"
                        + "d keyGenerate(output(key as long), startAt: 1L) ~> k\n"
                        + "k select(mapColumn(each(match(true()), $$ + '_of_k' = $$))) ~> r\n"
                        + "r sink() ~> out")
                .svg();

        assertThat(shown(picture, "s")).hasSize(10).contains("given9", "+ 11 more");
        assertThat(shown(picture, "d"))
                .containsExactly(
                        "given1",
                        "given2",
                        "given3",
                        "given4",
                        "given5",
                        "given6",
                        "given15",
                        "given16",
                        "made",
                        "+ 12 more");
        assertThat(shown(picture, "k")).hasSize(10).contains("key", "+ 13 more").doesNotContain("made");
        assertThat(shown(picture, "r")).hasSize(22).contains("key_of_k").doesNotContain("+ 1 more");
        assertThat(shown(picture, "out")).hasSize(10).contains("+ 13 more");
    }

    /** Names of the columns in a box, and what is said below them. */
    private static List<String> shown(String picture, String box) {
        String drawn = picture.substring(picture.indexOf("<g><title>" + box + "</title>"));
        return Pattern.compile("<text class=\"[cd]\" x=\"\\d+\" y=\"\\d+\">([^<]+)</text>")
                .matcher(drawn.substring(0, drawn.indexOf("</g>")))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @Test
    void aDataFlowWithoutStatementsIsExplainedToo() {
        assertThat(explain("").text()).isEqualTo("Data flow 'orders'\n\nStreams\n");
        assertThat(explain("").svg()).contains("<title>Data flow orders</title>");
    }
}
