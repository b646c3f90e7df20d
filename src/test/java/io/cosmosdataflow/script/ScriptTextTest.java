package io.cosmosdataflow.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.definition.json.JsonReader;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.definition.json.JsonValue.JsonText;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptTextTest {

    @TempDir
    private Path directory;

    private final Issues issues = new Issues();

    @Test
    void linesAreJoinedAndKeepTheirPlaces() throws IOException {
        ScriptText text = read(
                """
                {"properties": {
                  "scriptLines": [
                    "source() ~> a",
                    "\\tx \\"y\\" é\\u00e9z", "last"
                  ],
                  "script": "not this one"}}
                """);

        assertThat(text.text()).isEqualTo("source() ~> a\n\tx \"y\" ééz\nlast");
        assertThat(place(text, "source")).isEqualTo("3:6");
        assertThat(place(text, "x")).isEqualTo("4:8");
        assertThat(place(text, "y")).isEqualTo("4:12");
        assertThat(place(text, "ééz")).isEqualTo("4:16");
        assertThat(place(text, "z")).isEqualTo("4:23");
        assertThat(place(text, "last")).isEqualTo("4:28");
        assertThat(text.at(Integer.MAX_VALUE)).isEqualTo(text.at(text.text().length()));
    }

    /** Some exports write quotes as \\u0027, others plainly; the file decides. */
    @Test
    void aWholeScriptHasColumnsOfItsLongLine() throws IOException {
        ScriptText text = read("{\"properties\":\n  {\"script\": \"a\\n\\tb \\u0027c\\u0027 'd' \\/ \\\\ e\"}}");

        assertThat(text.text()).isEqualTo("a\n\tb 'c' 'd' / \\ e");
        assertThat(place(text, "a")).isEqualTo("2:15");
        assertThat(place(text, "b")).isEqualTo("2:20");
        assertThat(place(text, "'c")).isEqualTo("2:22");
        assertThat(place(text, "c")).isEqualTo("2:28");
        assertThat(place(text, "d")).isEqualTo("2:37");
        assertThat(place(text, "/")).isEqualTo("2:40");
        assertThat(place(text, "e")).isEqualTo("2:46");
    }

    @Test
    void withoutTheFileEscapesAreTakenAsShortAsTheyCanBe() {
        String json = "{\"script\": \"a\\n\\u0027b\\u0001 \\\"c\"}";
        JsonObject properties = (JsonObject) JsonReader.read("no/such/file.json", json);

        ScriptText text = ScriptText.of(properties, properties.span(), issues).orElseThrow();

        assertThat(text.text()).isEqualTo("a\n'b\u0001 \"c");
        assertThat(place(text, "b")).isEqualTo("1:17");
        assertThat(place(text, "c")).isEqualTo("1:27");
    }

    @Test
    void aFileThatHasChangedIsNotBelieved() throws IOException {
        Path file = directory.resolve("flow.json");
        Files.writeString(file, "{\"script\": \"something else\"}");
        JsonObject properties = (JsonObject) JsonReader.read(file.toString(), "{\"script\": \"a 'b\"}");

        ScriptText text = ScriptText.of(properties, properties.span(), issues).orElseThrow();

        assertThat(place(text, "b")).isEqualTo("1:16");
    }

    @Test
    void aByteOrderMarkAndWindowsLineEndsCountAsTheReaderCountsThem() throws IOException {
        ScriptText text = read("\uFEFF{\r\n\"properties\": {\r\n\"scriptLines\": [\"a\",\r\n\"\\u0062 c\"]}}");

        assertThat(place(text, "a")).isEqualTo("3:18");
        assertThat(place(text, "c")).isEqualTo("4:9");
    }

    @Test
    void aTextFromElsewhereHasItsOwnLines() {
        ScriptText text = ScriptText.of("ab\r\ncd\n\nef", "parameter p");

        assertThat(place(text, "ab")).isEqualTo("1:1");
        assertThat(place(text, "d")).isEqualTo("2:2");
        assertThat(place(text, "f")).isEqualTo("4:2");
        assertThat(text.at(0).file()).isEqualTo("parameter p");
        assertThat(ScriptText.of("", "empty").at(5)).isEqualTo(new Span("empty", 1, 1));
    }

    @Test
    void anEmptyArrayOfLinesIsAnEmptyScript() throws IOException {
        assertThat(read("{\"properties\": {\"scriptLines\": []}}").text()).isEmpty();
        assertThat(read("{\"properties\": {\"scriptLines\": null, \"script\": \"\"}}")
                        .text())
                .isEmpty();
    }

    /** The form of files of 2019: nothing in the whole, a statement in each stream. */
    @Test
    void statementsOfStreamsAreTheScriptIfThereIsNoOther() throws IOException {
        ScriptText text = read(
                """
                {"properties": {
                  "sinks": [{"name": "k", "script": "d sink() ~> k"}],
                  "sources": [
                    {"name": "s", "script": "source(\\n\\tlimit: 1) ~> s"}],
                  "transformations": [{"name": "d", "script": "s derive() ~> d"}],
                  "script": ""}}
                """);

        assertThat(text.text()).isEqualTo("source(\n\tlimit: 1) ~> s\ns derive() ~> d\nd sink() ~> k");
        assertThat(place(text, "limit")).isEqualTo("4:41");
        assertThat(place(text, "derive")).isEqualTo("5:50");
        assertThat(place(text, "sink")).isEqualTo("2:40");
        assertThat(text.excerpt(text.at(text.text().indexOf("sink")))).isEqualTo("d sink() ~> k\n  ^");
    }

    @Test
    void aWholeScriptWinsOverTheStatementsOfStreams() throws IOException {
        ScriptText text = read("{\"properties\": {\"sources\": [{\"script\": \"old\"}], \"script\": \"whole\"}}");

        assertThat(text.text()).isEqualTo("whole");
    }

    @Test
    void aStreamWithoutItsStatementIsReported() {
        JsonObject flow = (JsonObject) JsonReader.read(
                "flow.json", "{\"sources\": [{\"script\": \"a\"}, {\"name\": \"b\"}, {\"script\": 1}]}");

        assertThat(ScriptText.of(flow, flow.span(), issues)).isEmpty();
        assertThat(issues.all())
                .extracting(Issue::toString)
                .containsExactly(
                        "flow.json:1:31: error [MissingProperty] This stream has no 'script', while others of the data"
                                + " flow have one and the whole has none. Set it to the statement that makes the stream,"
                                + " or set 'scriptLines' of the data flow to all of them.",
                        "flow.json:1:57: error [InvalidProperty] 'script' must be a text; this is a number.");
    }

    @Test
    void aMissingScriptIsReportedWhereTheDataFlowStands() {
        JsonObject properties = (JsonObject) JsonReader.read("flow.json", "{\"sources\": []}");

        Optional<ScriptText> text = ScriptText.of(properties, new Span("flow.json", 7, 3), issues);

        assertThat(text).isEmpty();
        assertThat(issues.all())
                .extracting(Issue::toString)
                .containsExactly("flow.json:7:3: error [MissingProperty] The data flow has no script: 'scriptLines' is"
                        + " missing. Set 'scriptLines' to the lines of the script, or 'script' to the whole text.");
    }

    @Test
    void aScriptThatIsNoTextIsReportedInItsPlace() {
        JsonObject lines = (JsonObject) JsonReader.read("flow.json", "{\"scriptLines\": [\"a\", 1, {}]}");
        JsonObject single = (JsonObject) JsonReader.read("flow.json", "{\"scriptLines\": \"a\"}");
        JsonObject script = (JsonObject) JsonReader.read("flow.json", "{\"script\": [\"a\"]}");

        assertThat(ScriptText.of(lines, lines.span(), issues)).isEmpty();
        assertThat(ScriptText.of(single, single.span(), issues)).isEmpty();
        assertThat(ScriptText.of(script, script.span(), issues)).isEmpty();
        assertThat(issues.all())
                .extracting(Issue::toString)
                .containsExactly(
                        "flow.json:1:12: error [InvalidProperty] 'script' must be a text; this is an array.",
                        "flow.json:1:17: error [InvalidProperty] 'scriptLines' must be an array of texts; this is a"
                                + " text.",
                        "flow.json:1:23: error [InvalidProperty] 'scriptLines' must be an array of texts; this is a"
                                + " number.",
                        "flow.json:1:26: error [InvalidProperty] 'scriptLines' must be an array of texts; this is an"
                                + " object.");
    }

    @Test
    void anExcerptShowsTheLineOfTheScriptAndACaret() throws IOException {
        ScriptText text = read("{\"properties\": {\"script\": \"a() ~> b\\n\\t\\tb\\tfilter(\\u0027x) ~> c\\nd\"}}");
        int offset = text.text().indexOf("x)");

        assertThat(text.excerpt(text.at(offset))).isEqualTo("b filter('x) ~> c\n          ^");
        assertThat(text.excerpt(text.at(0))).isEqualTo("a() ~> b\n^");
        assertThat(text.excerpt(text.at(text.text().length()))).isEqualTo("d\n ^");
        assertThat(text.excerpt(text.at(text.text().indexOf('\n')))).isEqualTo("a() ~> b\n        ^");
    }

    @Test
    void anExcerptOfLinesShowsOneOfThem() throws IOException {
        ScriptText text = read("{\"properties\": {\"scriptLines\": [\"a\", \"\\tb c\",\n\"d\"]}}");

        assertThat(text.excerpt(text.at(text.text().indexOf("c")))).isEqualTo("b c\n  ^");
        assertThat(text.excerpt(text.at(text.text().indexOf("a")))).isEqualTo("a\n^");
        assertThat(text.excerpt(text.at(text.text().indexOf("d")))).isEqualTo("d\n^");
    }

    @Test
    void aLongLineIsCutAroundTheCaret() {
        ScriptText text = ScriptText.of("x".repeat(500) + "y" + "z".repeat(500), "script");

        assertThat(text.excerpt(text.at(500)))
                .isEqualTo("..." + "x".repeat(50) + "y" + "z".repeat(49) + "...\n" + " ".repeat(53) + "^");
        assertThat(text.excerpt(text.at(3))).isEqualTo("x".repeat(100) + "...\n   ^");
    }

    @Test
    void aPlaceOutsideTheTextHasNoExcerpt() throws IOException {
        ScriptText text = read("{\"properties\": {\"scriptLines\": [\n\"ab\", \"cd\"]}}");
        String file = text.at(0).file();

        assertThat(text.excerpt(new Span("other.json", 2, 2))).isEmpty();
        assertThat(text.excerpt(new Span(file, 1, 2))).isEmpty();
        assertThat(text.excerpt(new Span(file, 2, 1))).isEmpty();
        assertThat(text.excerpt(new Span(file, 2, 40))).isEmpty();
        assertThat(text.excerpt(new Span(file, 3, 2))).isEmpty();
    }

    @Test
    void aTextOfJsonIsAScriptOfItsOwn() {
        ScriptText text = ScriptText.of(new JsonText(new Span("no/such.json", 4, 10), "'a\tb'"));

        assertThat(text.at(3)).isEqualTo(new Span("no/such.json", 4, 15));
    }

    private ScriptText read(String json) throws IOException {
        Path file = directory.resolve("flow.json");
        Files.writeString(file, json);
        JsonObject flow = (JsonObject) JsonReader.read(file.toString(), json);
        JsonObject properties =
                (JsonObject) flow.find("properties").orElseThrow().value();
        return ScriptText.of(properties, flow.span(), issues).orElseThrow();
    }

    private static String place(ScriptText text, String part) {
        Span span = text.at(text.text().indexOf(part));
        return span.line() + ":" + span.column();
    }
}
