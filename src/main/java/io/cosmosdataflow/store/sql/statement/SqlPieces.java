package io.cosmosdataflow.store.sql.statement;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text of SQL, with what is quoted or a comment told from the rest. */
final class SqlPieces {

    /**
     * Two quotes inside quotes end one text and begin the next, which comes to the same here. What has no end goes to the
     * end of the text.
     */
    private static final String OPAQUE = "(?<!\\w)[eE]'(?:[^'\\\\]++|\\\\.)*+(?:'|\\z)" + "|'[^']*+(?:'|\\z)"
            + "|\"[^\"]*+(?:\"|\\z)" + "|--[^\\r\\n]*+" + "|/\\*.*?(?:\\*/|\\z)"
            + "|\\$([A-Za-z_]\\w*|)\\$.*?(?:\\$\\1\\$|\\z)";

    private static final Pattern PLAIN = Pattern.compile(OPAQUE, Pattern.DOTALL);
    private static final Pattern WITH_BRACKETS = Pattern.compile("\\[[^]]*+(?:]|\\z)|" + OPAQUE, Pattern.DOTALL);

    private final String text;
    private final Pattern opaque;

    /** @param brackets whether names may stand in brackets */
    SqlPieces(String text, boolean brackets) {
        this.text = text;
        this.opaque = brackets ? WITH_BRACKETS : PLAIN;
    }

    /** The statements between semicolons; those of blanks alone are left out. */
    List<String> statements() {
        List<String> statements = new ArrayList<>();
        int start = 0;
        Matcher matcher = opaque.matcher(text);
        boolean found = matcher.find();
        for (int at = text.indexOf(';'); at >= 0; at = text.indexOf(';', at + 1)) {
            while (found && matcher.end() <= at) {
                found = matcher.find();
            }
            if (!found || at < matcher.start()) {
                statements.add(text.substring(start, at).trim());
                start = at + 1;
            }
        }
        statements.add(text.substring(start).trim());
        statements.removeIf(String::isEmpty);
        return statements;
    }

    /** With another text for what is neither quoted nor a comment. */
    String mapped(UnaryOperator<String> code) {
        StringBuilder mapped = new StringBuilder();
        Matcher matcher = opaque.matcher(text);
        int from = 0;
        while (matcher.find()) {
            mapped.append(code.apply(text.substring(from, matcher.start()))).append(matcher.group());
            from = matcher.end();
        }
        return mapped.append(code.apply(text.substring(from))).toString();
    }
}
