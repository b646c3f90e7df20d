package io.cosmosdataflow.diagnostic;

/**
 * A text that somebody else's regular expression or wildcard is matched with: a match that goes back and forth without an
 * end is given up. Java's matcher asks for each character that it looks at.
 *
 * <p>Source: CWE-1333, Inefficient Regular Expression Complexity.
 */
public final class BoundedText implements CharSequence {

    /** What matches at all does so in a few times the text's length. A fraction of a second. */
    private static final int MOST_LOOKS = 20_000_000;

    private final String text;
    private int looks;

    /** The match was given up. */
    public static final class TooManyLooks extends RuntimeException {
        private static final long serialVersionUID = 1;

        private TooManyLooks() {
            super("a match takes more than " + MOST_LOOKS + " steps");
        }
    }

    public BoundedText(String text) {
        this.text = text;
    }

    @Override
    public char charAt(int index) {
        if (++looks > MOST_LOOKS) {
            throw new TooManyLooks();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
