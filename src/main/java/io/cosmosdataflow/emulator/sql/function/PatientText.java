package io.cosmosdataflow.emulator.sql.function;

import io.cosmosdataflow.emulator.protocol.ServiceError;
import java.util.regex.Pattern;

/**
 * A text that a regular expression may look at for so long: some, such as {@code (a+)+b}, would try all ways to divide
 * it, and others would go down a stack with each character.
 */
final class PatientText implements CharSequence {

    private static final long MOST_LOOKS = 20_000_000;

    private final String text;
    private long looks;

    private PatientText(String text) {
        this.text = text;
    }

    /** @throws ServiceError 400 where the expression takes too long, or a deeper stack than there is */
    static boolean finds(Pattern pattern, String text) {
        try {
            return pattern.matcher(new PatientText(text)).find();
        } catch (StackOverflowError e) {
            throw tooMuch();
        }
    }

    private static ServiceError tooMuch() {
        return ServiceError.badRequest("The regular expression of a query takes too much time or memory.");
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        if (++looks > MOST_LOOKS) {
            throw tooMuch();
        }
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
