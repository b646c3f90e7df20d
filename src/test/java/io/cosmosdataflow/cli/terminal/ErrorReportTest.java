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

class ErrorReportTest {

    @Test
    void theLineOfAScriptStandsBelowItsMessage() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        Span span = new Span("flow.json", 12, 27);

        new ErrorReport(new Console(stream, stream, false))
                .print(List.of(
                        new Issue(ErrorCode.ScriptSyntax, Severity.ERROR, span, "Wrong.", "", "a filter(x == )\n  ^"),
                        new Issue(ErrorCode.MissingProperty, Severity.ERROR, span, "Missing.", "Set it.")));

        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "flow.json:12:27: error [ScriptSyntax] Wrong.",
                        "    a filter(x == )",
                        "      ^",
                        "flow.json:12:27: error [MissingProperty] Missing. Set it.");
    }
}
