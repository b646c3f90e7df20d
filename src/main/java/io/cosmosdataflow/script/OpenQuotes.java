package io.cosmosdataflow.script;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.antlr.v4.runtime.Token;

/**
 * Finds texts, names and comments without an end before the script is parsed: from a missing quote on, what is
 * text and what is script have changed places, and every other message would be nonsense.
 */
final class OpenQuotes {

    /** Each takes one pass through the text. */
    private static final int MOST_MISTAKES = 10;

    private static final Pattern END_OF_STATEMENT = Pattern.compile("\\)\\s*~>\\s*[\\p{L}_{]");

    private final String text;
    private final Deque<Token> doubles = new ArrayDeque<>();
    /** The first text that holds the end of a statement. */
    private Token swallowing;
    /** The first text of the statement that touches what follows. */
    private Token touching;

    private OpenQuotes(String text) {
        this.text = text;
    }

    /**
     * @param text of the same length, with blanks from each opening quote to the end of its statement
     * @param mistakes their offsets are those of the opening quotes
     */
    record Result(String text, List<Mistake> mistakes) {}

    static Result blank(String text) {
        String blanked = text;
        List<Mistake> mistakes = new ArrayList<>();
        Optional<Token> open = new OpenQuotes(blanked).find();
        while (open.isPresent() && mistakes.size() < MOST_MISTAKES) {
            int start = open.get().getStartIndex();
            mistakes.add(mistake(open.get()));
            int next = blanked.indexOf("~>", start);
            int end = next < 0 ? blanked.length() : next;
            blanked = blanked.substring(0, start) + " ".repeat(end - start) + blanked.substring(end);
            open = new OpenQuotes(blanked).find();
        }
        return new Result(blanked, mistakes);
    }

    private Optional<Token> find() {
        Tokens tokens = new Tokens(text);
        Token before = null;
        for (Token token = tokens.next(); token.getType() != Token.EOF; token = tokens.next()) {
            if (before != null && touches(before, token)) {
                touching = touching == null ? before : touching;
                if (before == swallowing) {
                    return Optional.of(touching);
                }
            }
            switch (token.getType()) {
                case DataFlowScriptLexer.OPEN_STRING,
                        DataFlowScriptLexer.OPEN_RAW,
                        DataFlowScriptLexer.OPEN_QUOTED,
                        DataFlowScriptLexer.OPEN_COMMENT -> {
                    return Stream.of(Optional.ofNullable(swallowing), Optional.ofNullable(touching), Optional.of(token))
                            .flatMap(Optional::stream)
                            .min(Comparator.comparingInt(Token::getStartIndex));
                }
                case DataFlowScriptLexer.QUOTE -> doubles.push(token);
                case DataFlowScriptLexer.QUOTE_END -> doubles.poll();
                case DataFlowScriptLexer.STREAM -> {
                    if (!doubles.isEmpty()) {
                        return Optional.of(doubles.getLast());
                    }
                    touching = null;
                }
                default -> swallow(token);
            }
            before = token;
        }
        return Optional.ofNullable(doubles.peekLast());
    }

    private void swallow(Token token) {
        boolean quoted =
                switch (token.getType()) {
                    case DataFlowScriptLexer.STRING, DataFlowScriptLexer.RAW, DataFlowScriptLexer.QUOTED -> true;
                    default -> false;
                };
        if (quoted
                && swallowing == null
                && END_OF_STATEMENT.matcher(token.getText()).find()) {
            swallowing = token;
        }
    }

    private static boolean touches(Token before, Token token) {
        boolean text = before.getType() == DataFlowScriptLexer.STRING || before.getType() == DataFlowScriptLexer.RAW;
        return text
                && before.getStopIndex() + 1 == token.getStartIndex()
                && Tokens.startsOperand(token.getType())
                && token.getType() != DataFlowScriptLexer.OPEN_PAREN
                && token.getType() != DataFlowScriptLexer.OPEN_BRACKET;
    }

    private static Mistake mistake(Token open) {
        int offset = open.getStartIndex();
        return switch (open.getText().charAt(0)) {
            case '\'' -> new Mistake(
                    offset,
                    "The text that starts here has no closing quote.",
                    "Add it; a quote inside the text is written \\'.");
            case '"' -> new Mistake(
                    offset,
                    "The text that starts here has no closing quote.",
                    "Add it; inside the text, a quote is written \\\" and a brace \\{.");
            case '`' -> new Mistake(offset, "The text that starts here has no closing back quote.", "Add it.");
            case '{' -> new Mistake(offset, "The name that starts here has no closing brace.", "Add '}' after it.");
            default -> new Mistake(offset, "The comment that starts here has no end.", "Add */ after it.");
        };
    }
}
