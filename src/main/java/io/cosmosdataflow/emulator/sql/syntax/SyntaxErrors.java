package io.cosmosdataflow.emulator.sql.syntax;

import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;

/** Turns the first syntax error into the service's words. */
final class SyntaxErrors extends BaseErrorListener {
    private final String text;

    SyntaxErrors(String text) {
        this.text = text;
    }

    @Override
    public void syntaxError(
            Recognizer<?, ?> recognizer,
            Object offendingSymbol,
            int line,
            int column,
            String message,
            RecognitionException cause) {
        throw at((Token) offendingSymbol);
    }

    private SqlException at(Token token) {
        if (token.getType() == Token.EOF) {
            return new SqlException("SC1001", text.length(), text.length(), "Syntax error, unexpected end-of-file.");
        }
        int start = token.getStartIndex();
        String word = token.getText();
        if (word.equals("\"") || word.equals("'")) {
            // A quote that is no string token of its own has no closing quote: the rest of the text is the literal.
            return new SqlException(
                    "SC1012",
                    start,
                    text.length(),
                    "Syntax error, invalid string literal token '" + text.substring(start) + "'.");
        }
        return new SqlException(
                "SC1001", start, token.getStopIndex() + 1, "Syntax error, incorrect syntax near '" + word + "'.");
    }
}
