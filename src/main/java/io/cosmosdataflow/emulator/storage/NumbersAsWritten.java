package io.cosmosdataflow.emulator.storage;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Parses numbers into values that print as they were written: {@code 1E5}, {@code -0}, {@code 1.10} and {@code 1E400}
 * leave the projection of a query as they stand in the document.
 */
final class NumbersAsWritten extends JsonFactory {

    private static final long serialVersionUID = 1L;
    private static final String NEGATIVE_ZERO = "-0";

    @Override
    protected JsonParser _createParser(byte[] data, int offset, int length, IOContext context) throws IOException {
        return new Parser(super._createParser(data, offset, length, context));
    }

    private static final class Parser extends JsonParserDelegate {

        Parser(JsonParser parser) {
            super(parser);
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
