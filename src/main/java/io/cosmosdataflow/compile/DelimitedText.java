package io.cosmosdataflow.compile;

import io.cosmosdataflow.plan.node.TextFormat;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** Delimited text to rows of fields. Quoted fields may hold delimiters, line ends and escaped quotes. */
final class DelimitedText implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String delimiter;
    private final String quote;
    private final String escape;
    private final String nullValue;

    DelimitedText(TextFormat.Delimited format) {
        this.delimiter = format.delimiter();
        this.quote = format.quote();
        this.escape = format.escape();
        this.nullValue = format.nullValue().orElse(null);
    }

    /** Null for null; lines without a character are passed over. */
    String[][] rows(String text) {
        return text == null ? null : new Scan(text).rows();
    }

    /** One pass over one text. */
    private final class Scan {

        private final String text;
        private final List<String[]> rows = new ArrayList<>();
        private final List<String> fields = new ArrayList<>();
        private final StringBuilder field = new StringBuilder();
        private boolean quoted;

        Scan(String text) {
            this.text = text;
        }

        String[][] rows() {
            int at = 0;
            while (at < text.length()) {
                if (!quote.isEmpty() && field.length() == 0 && !quoted && text.startsWith(quote, at)) {
                    quoted = true;
                    at = quotedEnd(at + quote.length());
                } else if (text.startsWith(delimiter, at)) {
                    endField();
                    at += delimiter.length();
                } else if (text.charAt(at) == '\n' || text.charAt(at) == '\r') {
                    endRow();
                    at++;
                } else {
                    field.append(text.charAt(at++));
                }
            }
            endRow();
            return rows.toArray(String[][]::new);
        }

        /** Takes the characters up to the closing quote, and returns the place behind it. */
        private int quotedEnd(int start) {
            int at = start;
            while (at < text.length()) {
                boolean doubled = text.startsWith(quote + quote, at);
                boolean escaped = !escape.isEmpty() && text.startsWith(escape + quote, at) && !escape.equals(quote);
                if (doubled || escaped) {
                    field.append(quote);
                    at += quote.length() + (doubled ? quote.length() : escape.length());
                } else if (text.startsWith(quote, at)) {
                    return at + quote.length();
                } else {
                    field.append(text.charAt(at++));
                }
            }
            return at;
        }

        private void endField() {
            String value = field.toString();
            fields.add(!quoted && value.equals(nullValue) ? null : value);
            field.setLength(0);
            quoted = false;
        }

        private void endRow() {
            if (fields.isEmpty() && field.length() == 0 && !quoted) {
                return;
            }
            endField();
            rows.add(fields.toArray(String[]::new));
            fields.clear();
        }
    }
}
