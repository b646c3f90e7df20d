package io.cosmosdataflow.copy;

import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.raise_error;

import java.util.Optional;
import org.apache.spark.sql.Column;

/**
 * A row that the sink cannot take, found inside a Spark expression. The text carries a mark, so that it is
 * found again under the layers of exceptions that Spark puts around it.
 */
public final class IncompatibleRow {

    private static final String BEGIN = "incompatible row: ";
    private static final String END = " [end of incompatible row]";

    private IncompatibleRow() {}

    /** A text for {@code raise_error}. */
    static String message(String what) {
        return BEGIN + what + END;
    }

    /** An expression that ends the job. */
    static Column raise(Column what) {
        return raise_error(concat(lit(BEGIN), what, lit(END)));
    }

    /** The finding that caused {@code failure}, if one did. */
    public static Optional<String> find(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String text = String.valueOf(cause.getMessage());
            int begin = text.indexOf(BEGIN);
            int end = text.indexOf(END, Math.max(0, begin));
            if (begin >= 0 && end > begin) {
                String what = text.substring(begin + BEGIN.length(), end);
                return Optional.of(Character.toUpperCase(what.charAt(0)) + what.substring(1) + ".");
            }
        }
        return Optional.empty();
    }
}
