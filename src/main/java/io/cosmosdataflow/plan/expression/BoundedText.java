package io.cosmosdataflow.plan.expression;

/**
 * A text that a regular expression of a user is matched with: a match that goes back and forth without an
 * end is given up. Java's matcher asks for each character that it looks at.
 *
 * <p>Source: CWE-1333, Inefficient Regular Expression Complexity.
 */
final class BoundedText implements CharSequence {

    /** What matches at all does so in a few times the text's length. A fraction of a second. */
    private static final int MOST_LOOKS = 20_000_000;

    private final String text;
    private int looks;

    /** The match was given up. */
    static final class TooManyLooks extends RuntimeException {
        private static final long serialVersionUID = 1;

        private TooManyLooks() {
            super("a match takes more than " + MOST_LOOKS + " steps");
        }
    }

    BoundedText(String text) {
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
