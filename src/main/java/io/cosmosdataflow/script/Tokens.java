package io.cosmosdataflow.script;

import org.antlr.v4.runtime.Token;

/** The words of a text, one after the other, with a look ahead. */
final class Tokens {

    private static final int MOST_AHEAD = 2;

    private final DataFlowScriptLexer lexer;
    private final Token[] ahead = new Token[MOST_AHEAD];
    private int waiting;
    private Token last;

    Tokens(String text) {
        this.lexer = new DataFlowScriptLexer(new Characters(text));
        lexer.removeErrorListeners();
    }

    Token next() {
        last = peek(0);
        System.arraycopy(ahead, 1, ahead, 0, --waiting);
        return last;
    }

    /** @param distance 0 for the token that {@link #next} gives */
    Token peek(int distance) {
        while (waiting <= distance) {
            ahead[waiting] = read();
            waiting++;
        }
        return ahead[distance];
    }

    boolean ended() {
        return peek(0).getType() == Token.EOF;
    }

    /** The token that {@link #next} gave; null before the first. */
    Token last() {
        return last;
    }

    /** Of characters that are no words, only the first of a row is kept: a megabyte of them is one mistake. */
    private Token read() {
        Token before = waiting == 0 ? last : ahead[waiting - 1];
        Token token = lexer.nextToken();
        while (token.getType() == DataFlowScriptLexer.OTHER
                && before != null
                && before.getType() == DataFlowScriptLexer.OTHER) {
            token = lexer.nextToken();
        }
        return token;
    }

    static boolean isName(Token token) {
        return isName(token.getType());
    }

    static boolean isName(int type) {
        return type == DataFlowScriptLexer.IDENTIFIER
                || type == DataFlowScriptLexer.AS
                || type == DataFlowScriptLexer.QUOTED;
    }

    /** Whether a value may end with a token of this type. */
    static boolean endsOperand(int type) {
        return switch (type) {
            case DataFlowScriptLexer.STRING,
                    DataFlowScriptLexer.RAW,
                    DataFlowScriptLexer.NUMBER,
                    DataFlowScriptLexer.SYMBOL,
                    DataFlowScriptLexer.PARAMETER,
                    DataFlowScriptLexer.LAMBDA,
                    DataFlowScriptLexer.QUOTE_END,
                    DataFlowScriptLexer.CLOSE_PAREN,
                    DataFlowScriptLexer.CLOSE_BRACKET -> true;
            default -> isName(type);
        };
    }

    /** Whether a value may start with a token of this type, and no operator can be meant. */
    static boolean startsOperand(int type) {
        return switch (type) {
            case DataFlowScriptLexer.STRING,
                    DataFlowScriptLexer.OPEN_STRING,
                    DataFlowScriptLexer.RAW,
                    DataFlowScriptLexer.NUMBER,
                    DataFlowScriptLexer.SYMBOL,
                    DataFlowScriptLexer.PARAMETER,
                    DataFlowScriptLexer.LAMBDA,
                    DataFlowScriptLexer.QUOTE,
                    DataFlowScriptLexer.OPEN_PAREN,
                    DataFlowScriptLexer.OPEN_BRACKET -> true;
            default -> isName(type);
        };
    }
}
