package io.cosmosdataflow.script;

import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.misc.Interval;

/**
 * A text for ANTLR whose offsets are those of the Java string.
 *
 * <p>The lexer sees ASCII only: ANTLR decides quickly for ASCII and slowly for the rest, and a text full of the
 * rest must not stop a check. Tokens have their own text, so nothing is lost.
 */
final class Characters implements CharStream {

    /** Stands for any letter beyond ASCII; a letter that no keyword and no number has. */
    private static final char LETTER = 'Z';

    /** Stands for what may follow in a name and not start one: digits of other scripts, accents. */
    private static final char PART = '\u0001';

    private static final char BLANK = ' ';
    private static final char OTHER = '\u0002';

    private final String text;
    private int next;

    Characters(String text) {
        this.text = text;
    }

    @Override
    public String getText(Interval interval) {
        int end = Math.min(interval.b + 1, text.length());
        return interval.a >= end ? "" : text.substring(interval.a, end);
    }

    @Override
    public void consume() {
        if (next >= text.length()) {
            throw new IllegalStateException("cannot consume EOF");
        }
        next++;
    }

    @Override
    public int LA(int offset) {
        int place = next + (offset > 0 ? offset - 1 : offset);
        return offset == 0 ? 0 : place < 0 || place >= text.length() ? EOF : seen(place);
    }

    private char seen(int place) {
        char character = text.charAt(place);
        if (character < 128) {
            return character == PART ? OTHER : character;
        }
        int whole = Character.isLowSurrogate(character) && place > 0
                ? text.codePointAt(place - 1)
                : text.codePointAt(place);
        if (whole == '\u200B' || whole == '\uFEFF' || Character.isSpaceChar(whole) || Character.isWhitespace(whole)) {
            return BLANK;
        }
        if (Character.isLetter(whole)) {
            return LETTER;
        }
        boolean part =
                switch (Character.getType(whole)) {
                    case Character.DECIMAL_DIGIT_NUMBER,
                            Character.LETTER_NUMBER,
                            Character.OTHER_NUMBER,
                            Character.NON_SPACING_MARK,
                            Character.COMBINING_SPACING_MARK,
                            Character.ENCLOSING_MARK -> true;
                    default -> false;
                };
        return part ? PART : OTHER;
    }

    @Override
    public int mark() {
        return -1;
    }

    @Override
    public void release(int marker) {
        // nothing is buffered
    }

    @Override
    public int index() {
        return next;
    }

    @Override
    public void seek(int index) {
        next = Math.min(index, text.length());
    }

    @Override
    public int size() {
        return text.length();
    }

    @Override
    public String getSourceName() {
        return UNKNOWN_SOURCE_NAME;
    }
}
