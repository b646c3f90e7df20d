package io.cosmosdataflow.copy;

import java.util.Optional;

/**
 * A row that the sink cannot take, found inside a Spark expression. The text carries a mark, so that it is
 * found again under the layers of exceptions that Spark puts around it.
 */
public final class IncompatibleRow {

    private static final String BEGIN = "incompatible row: a document ";
    private static final String END = " [end of incompatible row]";

    private IncompatibleRow() {}

    static String message(String what) {
        return BEGIN + what + END;
    }

    /** The finding that caused {@code failure}, if one did. */
    public static Optional<String> find(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String text = String.valueOf(cause.getMessage());
            int begin = text.indexOf(BEGIN);
            int end = text.indexOf(END, Math.max(0, begin));
            if (begin >= 0 && end > begin) {
                return Optional.of("A document " + text.substring(begin + BEGIN.length(), end) + ".");
            }
        }
        return Optional.empty();
    }
}
