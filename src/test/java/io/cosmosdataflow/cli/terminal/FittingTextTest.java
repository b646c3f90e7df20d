package io.cosmosdataflow.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.diagnostic.Severity;
import io.cosmosdataflow.diagnostic.Span;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a terminal of some width shows. */
class FittingTextTest {

    @Test
    void aLineIsBrokenAtItsBlanksAndAWordNever() {
        assertThat(FittingText.lines("one two three four", 2, 9)).containsExactly("one two", "  three", "  four");
        assertThat(FittingText.lines("  one two three", 4, 10)).containsExactly("  one two", "    three");
        assertThat(FittingText.lines("see /a/very/long/path now", 2, 8))
                .containsExactly("see", "  /a/very/long/path", "  now");
        assertThat(FittingText.lines("", 2, 8)).containsExactly("");
        assertThat(FittingText.lines("as it is", 2, Integer.MAX_VALUE)).containsExactly("as it is");
    }

    /** Widths of wcwidth(3): two columns for CJK and pictures, none for what combines. */
    @ParameterizedTest
    @CsvSource({"abc, 3", "'', 0", "表, 2", "가나, 4", "é, 1", "e\u0301, 1", "\uD83D\uDE00, 2"})
    void aWidthIsInColumns(String text, int width) {
        assertThat(FittingText.width(text)).isEqualTo(width);
    }

    @Test
    void aCutTextFits() {
        assertThat(FittingText.cut("abcdef", 6)).isEqualTo("abcdef");
        assertThat(FittingText.cut("abcdef", 5)).isEqualTo("abcd\u2026");
        assertThat(FittingText.cut("表表表", 4)).isEqualTo("表\u2026");
        assertThat(FittingText.cut("abc", 0)).isEmpty();
    }

    @Test
    void aWidthIsANumberOfColumns() {
        assertThat(Terminal.columns("80")).hasValue(80);
        assertThat(Terminal.columns(" 200\n")).hasValue(200);
        for (String none : new String[] {null, "", "0", "-1", "wide", "1000000"}) {
            assertThat(Terminal.columns(none)).isEmpty();
        }
    }

    @Test
    void aMessageIsIndentedAndALongLineOfAScriptIsShownAroundItsMark() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        String script = "a".repeat(100) + "WRONG" + "b".repeat(100);
        Span span = new Span("flow.json", 12, 27);

        new ErrorReport(new Console(stream, stream, true, () -> 40, () -> 40))
                .print(List.of(new Issue(
                        ErrorCode.ScriptSyntax,
                        Severity.ERROR,
                        span,
                        "Something is wrong right here.",
                        "",
                        script + "\n" + " ".repeat(100) + "^")));

        List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(4).allMatch(line -> line.length() <= 40);
        assertThat(lines.subList(0, 2))
                .containsExactly("flow.json:12:27: error [ScriptSyntax]", "    Something is wrong right here.");
        assertThat(lines.get(3).indexOf('^')).isEqualTo(lines.get(2).indexOf("WRONG"));
    }
}
