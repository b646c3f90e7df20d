package io.cosmosdataflow.script;

/** Ends the reading of one statement. Made for each mistake, so it has no stack trace. */
final class Mistake extends RuntimeException {

    private final int offset;
    private final String hint;

    /** @param offset where in the text of the script */
    Mistake(int offset, String message, String hint) {
        super(message, null, false, false);
        this.offset = offset;
        this.hint = hint;
    }

    int offset() {
        return offset;
    }

    String hint() {
        return hint;
    }
}
