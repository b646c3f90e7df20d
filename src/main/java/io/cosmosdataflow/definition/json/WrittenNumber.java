package io.cosmosdataflow.definition.json;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * A number as it is written, where it is one to reckon with. Nobody means what is beyond the limits, and it would take
 * seconds, or all memory, as soon as somebody asks for its digits.
 */
public final class WrittenNumber {

    /** For messages. */
    public static final String LIMITS = "A number has up to 1,000 characters, and an exponent of up to 4 digits.";

    private static final int MOST_CHARACTERS = 1_000;
    private static final int MOST_EXPONENT_DIGITS = 4;
    private static final long MOST_PLACES = 11_000;

    private WrittenNumber() {}

    /**
     * With all digits; empty for a number beyond the limits.
     *
     * @param text as JSON has numbers, or with a plus before it, or without digits on one side of the point
     */
    public static Optional<BigDecimal> read(String text) {
        if (text.length() > MOST_CHARACTERS) {
            return Optional.empty();
        }
        int exponent = Math.max(text.indexOf('e'), text.indexOf('E')) + 1;
        if (exponent > 0) {
            while (exponent < text.length() && "+-0".indexOf(text.charAt(exponent)) >= 0) {
                exponent++;
            }
            if (text.length() - exponent > MOST_EXPONENT_DIGITS) {
                return Optional.empty();
            }
        }
        return Optional.of(new BigDecimal(text));
    }

    /** Whether what was computed is one to reckon on with: written without an exponent it is not absurdly long. */
    public static boolean isWithin(BigDecimal number) {
        return (long) number.precision() - number.scale() <= MOST_PLACES && number.scale() <= MOST_PLACES;
    }
}
