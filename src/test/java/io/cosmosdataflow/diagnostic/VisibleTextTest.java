package io.cosmosdataflow.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Source of the kinds of characters: Unicode's general categories Cc, Cf, Zl and Zp. */
class VisibleTextTest {

    private static final Span SPAN = new Span("x.json", 1, 1);

    @ParameterizedTest
    @CsvSource({
        "000d, \\r",
        "000a, \\n",
        "0009, \\t",
        "0000, \\u0000",
        "001b, \\u001b",
        "007f, \\u007f",
        "0085, \\u0085",
        "200b, \\u200b",
        "202e, \\u202e",
        "feff, \\ufeff",
        "2028, \\u2028",
        "2029, \\u2029",
        "00ad, \\u00ad"
    })
    void whatCannotBeSeenIsShown(String code, String shown) {
        String name = "n" + (char) Integer.parseInt(code, 16);

        Issue issue =
                new Issue(ErrorCode.UnknownColumn, Severity.HINT, SPAN, "no '" + name + "'", "Not '" + name + "'?");

        assertThat(issue.message()).isEqualTo("no 'n" + shown + "'");
        assertThat(issue.hint()).isEqualTo("Not 'n" + shown + "'?");
        assertThat(JobException.of(ErrorCode.CopyIncompatible, "a '" + name + "'"))
                .hasMessage(code.equals("000a") ? "a 'n\n'" : "a 'n" + shown + "'");
    }

    @Test
    void everythingElseStays() {
        String text = "Größe 数量 'a b' \\r \u00a0 \ud83d\ude00";

        assertThat(new Issue(ErrorCode.UnknownColumn, Severity.HINT, SPAN, text, "").message())
                .isEqualTo(text);
        assertThat(JobException.of(ErrorCode.CopyIncompatible, text)).hasMessage(text);
    }
}
