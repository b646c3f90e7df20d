package io.cosmosdataflow.store.file.write;

import io.cosmosdataflow.store.file.format.FileFormat.DelimitedText;
import io.cosmosdataflow.store.file.format.FileFormat.Delimiters;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;

/** The text of a row, in UTF-8, and what stands around the rows of a file. */
sealed interface RowText extends Serializable {

    /** @param first whether the row is the first of its part */
    void append(InternalRow row, boolean first, ByteBuilder text);

    /** What a file starts with. */
    String start();

    /** What stands between two parts. */
    String between();

    /** What a file ends with. */
    String end();

    /** Documents, one a line or as one array. A line end inside a document can only be white space. */
    record Documents(boolean array) implements RowText {

        private static final byte[] COMMA = {',', '\n'};

        @Override
        public void append(InternalRow row, boolean first, ByteBuilder text) {
            if (array && !first) {
                text.append(COMMA);
            }
            int from = text.length();
            text.append(row.getUTF8String(0).getBytes());
            byte[] bytes = text.array();
            for (int i = from; i < text.length(); i++) {
                if (bytes[i] == '\n' || bytes[i] == '\r') {
                    bytes[i] = ' ';
                }
            }
            if (!array) {
                text.append((byte) '\n');
            }
        }

        @Override
        public String start() {
            return array ? "[" : "";
        }

        @Override
        public String between() {
            return array ? ",\n" : "";
        }

        @Override
        public String end() {
            return array ? "]" : "";
        }
    }

    /**
     * Delimited values. A value is quoted if all are, or if it has a delimiter, a quote or a line end in it,
     * or if it would be read as null; null is never quoted. Inside quotes the escape character stands before
     * quotes and itself; without a quote character it stands before delimiters and itself.
     */
    final class Values implements RowText {

        private final List<String> names;
        private final boolean header;
        private final boolean quoteAll;
        private final byte[] column;
        private final byte[] row;
        private final byte[] quote;
        private final byte[] escape;
        private final byte[] nullValue;

        /** @param names of the first columns of the rows; there may be others behind them */
        Values(List<String> names, DelimitedText format, boolean quoteAll) {
            Delimiters marks = format.delimiters();
            this.names = List.copyOf(names);
            this.header = format.header();
            this.quoteAll = quoteAll;
            this.column = utf8(marks.column());
            this.row = utf8(marks.row().isEmpty() ? "\r\n" : marks.row());
            this.quote = utf8(marks.quote());
            this.escape = utf8(marks.escape());
            this.nullValue = utf8(format.nullValue());
        }

        @Override
        public void append(InternalRow values, boolean first, ByteBuilder text) {
            for (int i = 0; i < names.size(); i++) {
                if (i > 0) {
                    text.append(column);
                }
                if (values.isNullAt(i)) {
                    text.append(nullValue);
                } else {
                    append(values.getUTF8String(i).getBytes(), text);
                }
            }
            text.append(row);
        }

        private void append(byte[] value, ByteBuilder text) {
            if (quote.length == 0) {
                if (escape.length == 0) {
                    text.append(value);
                } else {
                    escaped(value, escape, column, text);
                }
            } else if (quoteAll || needsQuotes(value)) {
                text.append(quote);
                escaped(value, escape.length == 0 ? quote : escape, quote, text);
                text.append(quote);
            } else {
                text.append(value);
            }
        }

        private boolean needsQuotes(byte[] value) {
            if (Arrays.equals(value, nullValue)) {
                return true;
            }
            for (int i = 0; i < value.length; i++) {
                if (value[i] == '\n'
                        || value[i] == '\r'
                        || at(value, i, column)
                        || at(value, i, quote)
                        || at(value, i, row)) {
                    return true;
                }
            }
            return false;
        }

        /** Puts {@code escape} before each {@code special} and before itself. */
        private static void escaped(byte[] value, byte[] escape, byte[] special, ByteBuilder text) {
            int from = 0;
            for (int i = 0; i < value.length; i++) {
                if (at(value, i, special) || at(value, i, escape)) {
                    text.append(value, from, i);
                    text.append(escape);
                    from = i;
                }
            }
            text.append(value, from, value.length);
        }

        private static boolean at(byte[] value, int from, byte[] wanted) {
            if (wanted.length == 0 || value[from] != wanted[0] || value.length - from < wanted.length) {
                return false;
            }
            for (int i = 1; i < wanted.length; i++) {
                if (value[from + i] != wanted[i]) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public String start() {
            if (!header) {
                return "";
            }
            ByteBuilder text = new ByteBuilder();
            for (int i = 0; i < names.size(); i++) {
                if (i > 0) {
                    text.append(column);
                }
                append(utf8(names.get(i)), text);
            }
            text.append(row);
            return new String(text.array(), 0, text.length(), StandardCharsets.UTF_8);
        }

        @Override
        public String between() {
            return "";
        }

        @Override
        public String end() {
            return "";
        }

        private static byte[] utf8(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }
}
