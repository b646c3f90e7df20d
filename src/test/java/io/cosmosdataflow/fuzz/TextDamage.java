package io.cosmosdataflow.fuzz;

import java.util.List;
import java.util.Random;

/** Changes a text a little: what has a meaning somewhere comes or goes, parts move, and others' parts come in. */
final class TextDamage {

    /** What has a meaning in a definition, a script, an expression, a query or a document. */
    private static final List<String> TOKENS = List.of(
            "",
            " ",
            "@",
            "@{",
            "@@",
            "}",
            "{",
            "(",
            ")",
            "[",
            "]",
            "'",
            "\"",
            "\\",
            "\n",
            "\u0000",
            "\uD800",
            "~>",
            "::",
            "$",
            "#",
            "%",
            ",",
            ";",
            "/",
            "..",
            "*",
            "?",
            "null",
            "true",
            "-1",
            "0",
            "1e400",
            "9999999999999999999",
            "item()",
            "@pipeline().parameters.x",
            "@activity('x').output.firstRow",
            "@dataset().x",
            "iif(",
            "each(",
            "toString(",
            "AccountEndpoint=",
            "Database=;",
            "00000000-0000-0000-0000-000000000000",
            "Expression",
            "1e99999999999",
            "1e-99999999999",
            "1e2147483647",
            "0x",
            "-0",
            "-9223372036854775808",
            "true ? ",
            "NOT ",
            "SELECT ",
            "match(",
            "item()?.a",
            " as ",
            "=>",
            "->",
            "&&",
            "||",
            "!",
            "`",
            "/*",
            "*/",
            "//",
            "--",
            ":",
            ".",
            "?.",
            "[]",
            "{}",
            "/~1",
            "%n",
            "<a>",
            "&amp;",
            "\r\n",
            "\t",
            "\u00e9",
            "\uD83D\uDE00",
            "\u2028",
            "\uFEFF",
            "NaN",
            "Infinity");

    private static final int LONGEST = 20_000;

    private final Random random;
    private final List<String> others;

    /** @param others whose parts may come in */
    TextDamage(Random random, List<String> others) {
        this.random = random;
        this.others = others;
    }

    String token() {
        return TOKENS.get(random.nextInt(TOKENS.size()));
    }

    /** Most are a few characters more, fewer, or elsewhere; one in some hundreds has a token many times over. */
    String of(String text) {
        StringBuilder changed = new StringBuilder(text.length() > LONGEST ? text.substring(0, LONGEST) : text);
        for (int left = 1 + random.nextInt(3); left > 0; left--) {
            int from = random.nextInt(changed.length() + 1);
            int to = Math.min(changed.length(), from + random.nextInt(30));
            switch (random.nextInt(8)) {
                case 0 -> changed.delete(from, to);
                case 1 -> changed.insert(random.nextInt(changed.length() + 1), changed.substring(from, to));
                case 2 -> changed.insert(from, token().repeat(times()));
                case 3 -> changed.setLength(from);
                case 4 -> changed.insert(from, part());
                case 5 -> changed.insert(from, (char) random.nextInt(0x10000));
                case 6 -> changed.replace(from, to, token());
                default -> changed.insert(from, (char) random.nextInt(128));
            }
        }
        return changed.toString();
    }

    private int times() {
        return random.nextInt(60) == 0 ? random.nextInt(6_000) : 1 + random.nextInt(4);
    }

    private String part() {
        String other = others.isEmpty() ? "" : others.get(random.nextInt(others.size()));
        int from = random.nextInt(other.length() + 1);
        return other.substring(from, Math.min(other.length(), from + random.nextInt(120)));
    }
}
