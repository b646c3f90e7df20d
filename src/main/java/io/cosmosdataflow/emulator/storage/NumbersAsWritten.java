package io.cosmosdataflow.emulator.storage;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Reads JSON as the service takes it: UTF-8, nested up to {@value #MOST_LEVELS} levels, with numbers that can be
 * reckoned with. These become values that print as they were written: {@code 1E5}, {@code -0}, {@code 1.10} and {@code
 * 1E400} leave the projection of a query as they stand in the document.
 *
 * <p>Source of the levels: Microsoft Learn, "Azure Cosmos DB service quotas and default limits", limits per item.
 */
final class NumbersAsWritten extends JsonFactory {

    static final int MOST_LEVELS = 128;

    private static final long serialVersionUID = 1L;
    private static final String NEGATIVE_ZERO = "-0";
    private static final int MOST_CHARACTERS = 1_000;
    private static final int MOST_EXPONENT_DIGITS = 4;
    private static final int ENCODING_BYTES = 4;
    private static final int FIRST_OF_NO_UTF_8 = 0xFE;

    @Override
    protected JsonParser _createParser(byte[] data, int offset, int length, IOContext context) throws IOException {
        if (!isUtf8(data, offset, length)) {
            throw new JsonParseException(null, "The text is not UTF-8.");
        }
        return new Parser(super._createParser(data, offset, length, context));
    }

    /** Whether Jackson would not guess another encoding, by bytes of zero or a mark at the start. */
    static boolean isUtf8(byte[] data, int offset, int length) {
        for (int i = 0; i < Math.min(ENCODING_BYTES, length); i++) {
            if (data[offset + i] == 0) {
                return false;
            }
        }
        return length == 0 || (data[offset] & 0xFF) < FIRST_OF_NO_UTF_8;
    }

    private static final class Parser extends JsonParserDelegate {

        private int level;

        Parser(JsonParser parser) {
            super(parser);
        }

        @Override
        public JsonToken nextToken() throws IOException {
            JsonToken token = delegate.nextToken();
            if (token == null) {
                return null;
            }
            if (token.isStructStart()) {
                if (++level > MOST_LEVELS) {
                    throw new JsonParseException(this, "The text is nested deeper than " + MOST_LEVELS + " levels.");
                }
            } else if (token.isStructEnd()) {
                level--;
            } else if (token.isNumeric()) {
                checkNumber();
            }
            return token;
        }

        /** All tokens are looked at, those that nobody asks for too. */
        @Override
        public JsonParser skipChildren() throws IOException {
            if (!currentToken().isStructStart()) {
                return this;
            }
            int outer = level - 1;
            while (level > outer) {
                if (nextToken() == null) {
                    return this;
                }
            }
            return this;
        }

        private void checkNumber() throws IOException {
            int length = getTextLength();
            if (length > MOST_CHARACTERS
                    || length > MOST_EXPONENT_DIGITS + 2 && exponentDigits() > MOST_EXPONENT_DIGITS) {
                throw new JsonParseException(
                        this,
                        "A number has up to " + MOST_CHARACTERS + " characters, and an exponent of up to "
                                + MOST_EXPONENT_DIGITS + " digits.");
            }
        }

        private int exponentDigits() throws IOException {
            char[] text = getTextCharacters();
            int end = getTextOffset() + getTextLength();
            for (int at = getTextOffset(); at < end; at++) {
                if (text[at] == 'e' || text[at] == 'E') {
                    at++;
                    while (at < end && (text[at] == '+' || text[at] == '-' || text[at] == '0')) {
                        at++;
                    }
                    return end - at;
                }
            }
            return 0;
        }

        /** Only what has a text of its own is asked for: Jackson would make a double of 1E400, and no number of it. */
        @Override
        public boolean isNaN() {
            return false;
        }

        @Override
        public BigDecimal getDecimalValue() throws IOException {
            return new Decimal(getText());
        }

        @Override
        public NumberType getNumberType() throws IOException {
            return negativeZero() ? NumberType.BIG_INTEGER : super.getNumberType();
        }

        @Override
        public BigInteger getBigIntegerValue() throws IOException {
            return negativeZero() ? new NegativeZero() : super.getBigIntegerValue();
        }

        private boolean negativeZero() throws IOException {
            return hasToken(JsonToken.VALUE_NUMBER_INT)
                    && getTextLength() == 2
                    && getText().equals(NEGATIVE_ZERO);
        }
    }

    private static final class Decimal extends BigDecimal {

        private static final long serialVersionUID = 1L;
        private final String text;

        Decimal(String text) {
            super(text);
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private static final class NegativeZero extends BigInteger {

        private static final long serialVersionUID = 1L;

        NegativeZero() {
            super("0");
        }

        @Override
        public String toString() {
            return NEGATIVE_ZERO;
        }
    }
}
