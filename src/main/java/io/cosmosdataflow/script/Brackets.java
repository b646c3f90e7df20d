package io.cosmosdataflow.script;

import io.cosmosdataflow.diagnostic.Span;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.antlr.v4.runtime.Token;

/**
 * Follows the brackets of one statement: finds the one that is missing, and refuses what is nested too deep
 * before anything recursive looks at it.
 */
final class Brackets {

    /**
     * Brackets and operators from the root of a tree to its deepest leaf. Nobody writes more, and no step
     * after this one must end in a stack overflow.
     */
    static final int MOST_LEVELS = 500;

    /** What is open, with a bound of the depth of the trees in it. */
    private static final class Level {
        private final Token opening;
        private int operators;
        private int operand;
        private int deepest;

        private Level(Token opening) {
            this.opening = opening;
        }

        private int current() {
            return operators + operand;
        }

        private void separate() {
            deepest = Math.max(deepest, current());
            operators = 0;
            operand = 0;
        }
    }

    private final ScriptText text;
    private final Deque<Level> levels = new ArrayDeque<>();
    private Optional<Mistake> mistake = Optional.empty();
    private boolean tooDeep;

    Brackets(ScriptText text) {
        this.text = text;
        levels.push(new Level(null));
    }

    int depth() {
        return levels.size() - 1;
    }

    /** Whether an expression inside a text is open. */
    boolean inHole() {
        return opened(DataFlowScriptLexer.OPEN_BRACE);
    }

    /** The first bracket that is missing or too many, or the place where it gets too deep. */
    Optional<Mistake> mistake() {
        return mistake;
    }

    boolean tooDeep() {
        return tooDeep;
    }

    void accept(Token token) {
        switch (token.getType()) {
            case DataFlowScriptLexer.OPEN_BRACKET -> {
                levels.peek().operators++;
                levels.push(new Level(token));
            }
            case DataFlowScriptLexer.OPEN_PAREN, DataFlowScriptLexer.QUOTE, DataFlowScriptLexer.OPEN_BRACE -> levels
                    .push(new Level(token));
            case DataFlowScriptLexer.CLOSE_PAREN -> close(token, DataFlowScriptLexer.OPEN_PAREN);
            case DataFlowScriptLexer.CLOSE_BRACKET -> close(token, DataFlowScriptLexer.OPEN_BRACKET);
            case DataFlowScriptLexer.QUOTE_END -> close(token, DataFlowScriptLexer.QUOTE);
            case DataFlowScriptLexer.CLOSE_BRACE -> close(token, DataFlowScriptLexer.OPEN_BRACE);
            case DataFlowScriptLexer.OPERATOR,
                    DataFlowScriptLexer.MINUS,
                    DataFlowScriptLexer.NOT,
                    DataFlowScriptLexer.DOT,
                    DataFlowScriptLexer.AT,
                    DataFlowScriptLexer.QUESTION -> levels.peek().operators++;
            case DataFlowScriptLexer.COMMA, DataFlowScriptLexer.EQUALS, DataFlowScriptLexer.ENTRY -> levels.peek()
                    .separate();
            default -> {
                // neither opens nor closes nor binds
            }
        }
        if (levels.peek().current() + levels.size() > MOST_LEVELS) {
            tooDeep = true;
            fail(
                    token.getStartIndex(),
                    "This is nested deeper than " + MOST_LEVELS + " levels of brackets and operators.",
                    "Compute parts of it in columns of their own.");
        }
    }

    /** @param offset where the statement ends */
    void end(int offset) {
        if (depth() > 0) {
            missing(levels.peek().opening, offset);
        }
    }

    private void close(Token token, int openingType) {
        if (!opened(openingType)) {
            fail(
                    token.getStartIndex(),
                    "This '" + token.getText() + "' has no '" + opposite(token.getText()) + "'.",
                    "Remove it, or add what it closes.");
            return;
        }
        Level closed = levels.pop();
        while (closed.opening.getType() != openingType) {
            missing(closed.opening, token.getStartIndex());
            closed = levels.pop();
        }
        closed.separate();
        levels.peek().operand = Math.max(levels.peek().operand, closed.deepest + 1);
    }

    private boolean opened(int openingType) {
        for (Level level : levels) {
            if (level.opening != null && level.opening.getType() == openingType) {
                return true;
            }
        }
        return false;
    }

    private void missing(Token opening, int offset) {
        Span span = text.at(opening.getStartIndex());
        String written = opening.getText();
        fail(
                offset,
                "'" + opposite(written) + "' is missing for the '" + written + "' at line " + span.line() + ", column "
                        + span.column() + ".",
                "");
    }

    private void fail(int offset, String message, String hint) {
        if (mistake.isEmpty()) {
            mistake = Optional.of(new Mistake(offset, message, hint));
        }
    }

    private static String opposite(String bracket) {
        return switch (bracket) {
            case "(" -> ")";
            case ")" -> "(";
            case "[" -> "]";
            case "]" -> "[";
            case "{" -> "}";
            case "}" -> "{";
            default -> bracket;
        };
    }
}
