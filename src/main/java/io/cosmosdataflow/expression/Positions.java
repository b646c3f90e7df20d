package io.cosmosdataflow.expression;

import io.cosmosdataflow.diagnostic.Span;

/** Places inside a text that stands between quotes in a JSON file. */
record Positions(String text, Span span) {

    /** Counts what JSON has to escape as two characters, other control characters as six. */
    Span at(int offset) {
        int column = span.column() + 1;
        for (int i = 0; i < Math.min(offset, text.length()); i++) {
            char character = text.charAt(i);
            if ("\"\\\n\r\t\b\f".indexOf(character) >= 0) {
                column += 2;
            } else {
                column += character < ' ' ? 6 : 1;
            }
        }
        return new Span(span.file(), span.line(), column);
    }
}
