package io.cosmosdataflow.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.Token;

/**
 * Cuts a script into parameters, statements and functions by their ends ({@code ~> name}) alone, so that a
 * mistake in one does not spoil the reading of the others.
 */
final class Segments {

    /** What a segment is to be read as. */
    enum Kind {
        PARAMETER,
        STATEMENT,
        FUNCTION,
        EXPRESSION
    }

    /**
     * The tokens of one parameter, statement or function.
     *
     * @param start offset of its first character
     * @param end offset after its last character
     * @param mistake what its brackets tell; tokens after it are left out
     * @param readable false if it must not be parsed: it is too deep, and its tokens are not all here
     */
    record Segment(Kind kind, List<Token> tokens, int start, int end, Optional<Mistake> mistake, boolean readable) {}

    private final ScriptText text;
    private final Tokens tokens;
    private List<Token> collected;
    private Brackets brackets;

    Segments(ScriptText text, Tokens tokens) {
        this.text = text;
        this.tokens = tokens;
    }

    /** {@code parameters{...}}, one segment each; none if the script starts with something else. */
    List<Segment> parameters() {
        List<Segment> parameters = new ArrayList<>();
        if (tokens.peek(0).getType() != DataFlowScriptLexer.PARAMETERS) {
            return parameters;
        }
        Token header = tokens.next();
        begin();
        while (!tokens.ended() && tokens.peek(0).getType() != DataFlowScriptLexer.STREAM) {
            Token token = tokens.peek(0);
            boolean last = token.getType() == DataFlowScriptLexer.CLOSE_BRACE && !brackets.inHole();
            if (last || (token.getType() == DataFlowScriptLexer.COMMA && brackets.depth() == 0)) {
                tokens.next();
                if (!(last && parameters.isEmpty() && collected.isEmpty())) {
                    parameters.add(finish(Kind.PARAMETER, token.getStartIndex()));
                }
                begin();
                if (last) {
                    return parameters;
                }
            } else {
                collect();
            }
        }
        int end = header.getStopIndex();
        parameters.clear();
        if (!tokens.ended()) {
            output();
        }
        parameters.add(new Segment(
                Kind.PARAMETER,
                List.of(),
                header.getStartIndex(),
                end,
                Optional.of(new Mistake(end, "'}' is missing for this '{'.", "Write '}' after the last parameter.")),
                false));
        return parameters;
    }

    /** The next statement or function; empty at the end of the text. */
    Optional<Segment> next() {
        begin();
        boolean function = false;
        boolean body = false;
        while (!tokens.ended()) {
            Token token = tokens.peek(0);
            if (token.getType() == DataFlowScriptLexer.STREAM) {
                brackets.end(token.getStartIndex());
                output();
                return Optional.of(finish(Kind.STATEMENT, tokens.last().getStopIndex() + 1));
            }
            if (brackets.depth() == 0 && !collected.isEmpty()) {
                Token last = tokens.last();
                boolean closed = last.getType() == DataFlowScriptLexer.CLOSE_PAREN;
                function |= closed && token.getType() == DataFlowScriptLexer.AS;
                body |= function && token.getType() == DataFlowScriptLexer.EQUALS;
                if (body && token.getType() == DataFlowScriptLexer.COMMA) {
                    Segment segment = finish(Kind.FUNCTION, last.getStopIndex() + 1);
                    tokens.next();
                    return Optional.of(segment);
                }
                if (body
                        ? Tokens.endsOperand(last.getType()) && startsFunction()
                        : closed && !function && startsStatement()) {
                    return Optional.of(finish(body ? Kind.FUNCTION : Kind.STATEMENT, last.getStopIndex() + 1));
                }
            }
            collect();
        }
        return collected.isEmpty()
                ? Optional.empty()
                : Optional.of(finish(
                        function ? Kind.FUNCTION : Kind.STATEMENT, tokens.last().getStopIndex() + 1));
    }

    private boolean startsFunction() {
        return Tokens.isName(tokens.peek(0)) && tokens.peek(1).getType() == DataFlowScriptLexer.OPEN_PAREN;
    }

    private boolean startsStatement() {
        Token second = tokens.peek(1);
        return Tokens.isName(tokens.peek(0))
                && switch (second.getType()) {
                    case DataFlowScriptLexer.OPEN_PAREN, DataFlowScriptLexer.COMMA, DataFlowScriptLexer.AT -> true;
                    default -> Tokens.isName(second);
                };
    }

    private void begin() {
        collected = new ArrayList<>();
        brackets = new Brackets(text);
    }

    private void collect() {
        Token token = tokens.next();
        if (brackets.mistake().isEmpty()) {
            collected.add(token);
            brackets.accept(token);
        }
    }

    /** {@code ~> name@(branches)}. */
    private void output() {
        collected.add(tokens.next());
        if (!Tokens.isName(tokens.peek(0))) {
            return;
        }
        collected.add(tokens.next());
        if (tokens.peek(0).getType() != DataFlowScriptLexer.AT) {
            return;
        }
        collected.add(tokens.next());
        int first = collected.size();
        while (inBranches(tokens.peek(0), collected.size() == first)) {
            collected.add(tokens.next());
            if (tokens.last().getType() == DataFlowScriptLexer.CLOSE_PAREN) {
                return;
            }
        }
    }

    private static boolean inBranches(Token token, boolean first) {
        return switch (token.getType()) {
            case DataFlowScriptLexer.OPEN_PAREN -> first;
            case DataFlowScriptLexer.CLOSE_PAREN, DataFlowScriptLexer.COMMA -> !first;
            default -> !first && Tokens.isName(token);
        };
    }

    private Segment finish(Kind kind, int end) {
        brackets.end(end);
        int start = collected.isEmpty() ? end : collected.get(0).getStartIndex();
        return new Segment(kind, collected, start, end, brackets.mistake(), !brackets.tooDeep());
    }
}
