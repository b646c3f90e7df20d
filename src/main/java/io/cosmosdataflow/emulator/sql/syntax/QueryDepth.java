package io.cosmosdataflow.emulator.sql.syntax;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.antlr.v4.runtime.Token;

/**
 * Refuses a query whose tree would be deeper than a stack is: by its brackets, and by the operators beside each other
 * within them. A thousand conditions in a row are well within.
 */
final class QueryDepth {

    /** What a thread of the usual size bears, with room below. */
    private static final int MOST = 1_500;

    /** A bracket takes so many times the stack of an operator: it is parsed through all levels of precedence. */
    private static final int BRACKET = 5;

    private final Deque<Level> open = new ArrayDeque<>();

    /** What stands between two brackets, as far as it is read. */
    private static final class Level {
        private int alternatives;
        private int conditions;
        private int mostConditions;
        private int operators;
        private int mostOperators;
        private int operand;
        private int items;

        void operator() {
            mostOperators = Math.max(mostOperators, ++operators);
        }

        /** Each OR, and each AND between two of them, is in a chain; what stands between two links is beside the rest. */
        void or() {
            alternatives++;
            conditions = 0;
            operators = 0;
        }

        void and() {
            mostConditions = Math.max(mostConditions, ++conditions);
            operators = 0;
        }

        void comma() {
            items = deepest();
            alternatives = 0;
            conditions = 0;
            mostConditions = 0;
            operators = 0;
            mostOperators = 0;
            operand = 0;
        }

        int current() {
            return alternatives + mostConditions + mostOperators;
        }

        int deepest() {
            return Math.max(items, current() + operand);
        }
    }

    private QueryDepth() {
        open.push(new Level());
    }

    /** @throws SqlException at the token where it gets too deep */
    static void check(List<Token> tokens) {
        QueryDepth depth = new QueryDepth();
        int outer = 0;
        int before = CosmosSqlLexer.COMMA;
        for (Token token : tokens) {
            Level level = depth.open.peek();
            switch (token.getType()) {
                case CosmosSqlLexer.LPAREN, CosmosSqlLexer.LBRACKET, CosmosSqlLexer.LBRACE -> {
                    if (token.getType() == CosmosSqlLexer.LBRACKET && endsValue(before)) {
                        level.operator();
                    }
                    outer += level.current() + BRACKET;
                    depth.open.push(new Level());
                }
                case CosmosSqlLexer.RPAREN, CosmosSqlLexer.RBRACKET, CosmosSqlLexer.RBRACE -> {
                    if (depth.open.size() > 1) {
                        outer -= depth.close();
                    }
                }
                default -> depth.add(level, token.getType());
            }
            before = token.getType();
            if (outer + depth.open.peek().deepest() > MOST) {
                throw new SqlException(
                        "SC1001",
                        token.getStartIndex(),
                        token.getStopIndex() + 1,
                        "Syntax error, the query is nested too deep near '" + token.getText() + "'.");
            }
        }
    }

    /** Whether a bracket behind it goes down into a value. */
    private static boolean endsValue(int type) {
        return type == CosmosSqlLexer.IDENTIFIER || type == CosmosSqlLexer.RBRACKET || type == CosmosSqlLexer.RPAREN;
    }

    /** What the bracket has added to the way down. */
    private int close() {
        Level closed = open.pop();
        Level level = open.peek();
        int added = level.current() + BRACKET;
        level.operand = Math.max(level.operand, closed.deepest() + BRACKET);
        return added;
    }

    private void add(Level level, int type) {
        switch (type) {
            case CosmosSqlLexer.COMMA -> level.comma();
            case CosmosSqlLexer.OR -> level.or();
            case CosmosSqlLexer.AND -> level.and();
            case CosmosSqlLexer.EQ,
                    CosmosSqlLexer.NE,
                    CosmosSqlLexer.LT,
                    CosmosSqlLexer.LE,
                    CosmosSqlLexer.GT,
                    CosmosSqlLexer.GE,
                    CosmosSqlLexer.PLUS,
                    CosmosSqlLexer.MINUS,
                    CosmosSqlLexer.STAR,
                    CosmosSqlLexer.SLASH,
                    CosmosSqlLexer.PERCENT,
                    CosmosSqlLexer.TILDE,
                    CosmosSqlLexer.AMP,
                    CosmosSqlLexer.PIPE,
                    CosmosSqlLexer.CARET,
                    CosmosSqlLexer.SHL,
                    CosmosSqlLexer.SHR,
                    CosmosSqlLexer.USHR,
                    CosmosSqlLexer.CONCAT,
                    CosmosSqlLexer.COALESCE,
                    CosmosSqlLexer.QUESTION,
                    CosmosSqlLexer.DOT,
                    CosmosSqlLexer.NOT,
                    CosmosSqlLexer.IN,
                    CosmosSqlLexer.LIKE,
                    CosmosSqlLexer.BETWEEN -> level.operator();
            default -> {
                // Names, values and the words of clauses
            }
        }
    }
}
