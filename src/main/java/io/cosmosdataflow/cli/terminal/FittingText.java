package io.cosmosdataflow.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** Text in lines that a terminal does not break. Widths are in characters; a CJK character counts as two. */
public final class FittingText {

    private static final String CUT = "\u2026";

    private FittingText() {}

    /**
     * Breaks a line at its blanks. A word that is longer than a line, as a path may be, stays whole: it can still be
     * copied then.
     *
     * @param indent blanks before all lines but the first
     */
    public static List<String> lines(String text, int indent, int width) {
        if (width(text) <= width) {
            return List.of(text);
        }
        List<String> lines = new ArrayList<>();
        String blanks = " ".repeat(indent);
        int first = text.length() - text.stripLeading().length();
        StringBuilder line = new StringBuilder(text.substring(0, first));
        boolean empty = true;
        for (String word : text.strip().split(" ")) {
            if (!empty && width(line.toString()) + 1 + width(word) > width) {
                lines.add(line.toString());
                line = new StringBuilder(blanks);
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        lines.add(line.toString());
        return lines;
    }

    /** The text, or its beginning with an ellipsis. */
    public static String cut(String text, int width) {
        if (width(text) <= width) {
            return text;
        }
        StringBuilder cut = new StringBuilder();
        int used = 0;
        for (int character : text.codePoints().toArray()) {
            used += width(character);
            if (used > width - 1) {
                break;
            }
            cut.appendCodePoint(character);
        }
        return cut.append(width > 0 ? CUT : "").toString();
    }

    public static int width(String text) {
        return text.codePoints().map(FittingText::width).sum();
    }

    private static int width(int character) {
        int type = Character.getType(character);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        Character.UnicodeBlock block = Character.UnicodeBlock.of(character);
        boolean wide = Character.isIdeographic(character)
                || block == Character.UnicodeBlock.HIRAGANA
                || block == Character.UnicodeBlock.KATAKANA
                || block == Character.UnicodeBlock.HANGUL_SYLLABLES
                || block == Character.UnicodeBlock.HALFWIDTH_AND_FULLWIDTH_FORMS && character <= 0xFF60
                || character >= 0x1F300 && character <= 0x1FAFF;
        return wide ? 2 : 1;
    }
}
