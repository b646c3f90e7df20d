package io.cosmosdataflow.script;

import io.cosmosdataflow.script.Segments.Kind;
import io.cosmosdataflow.script.Segments.Segment;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.antlr.v4.runtime.Token;

/**
 * Says in words of the language what is wrong where the grammar refuses a token. Looks at the tokens left and
 * right of the place: what is missing there is what a reader would say, not what the grammar would take.
 */
final class Diagnosis {

    private static final int MOST_CHARACTERS = 40;

    private static final String TYPES =
            "Types are string, integer, long, short, byte, double, float, decimal(10,2), boolean, date, timestamp,"
                    + " binary, any, type[], [key,value] and (name as type).";

    /** What other languages write between two values. */
    private static final Map<String, String> FOREIGN_WORDS = Map.of(
            "and", "Write && for 'and'.",
            "or", "Write || for 'or'.",
            "not", "Write ! for 'not'.",
            "is", "Write isNull(x) or !isNull(x).",
            "in", "Write in(array, value).",
            "like", "Write like(text, pattern).",
            "between", "Write between(value, low, high).",
            "mod", "Write % or mod(a, b).");

    private static final Set<String> SIMPLE_TYPES = Set.of(
            "string",
            "integer",
            "long",
            "short",
            "byte",
            "double",
            "float",
            "boolean",
            "date",
            "timestamp",
            "binary",
            "any",
            "decimal");

    private static final Set<Integer> CLOSING = Set.of(
            DataFlowScriptLexer.CLOSE_PAREN,
            DataFlowScriptLexer.CLOSE_BRACKET,
            DataFlowScriptLexer.CLOSE_BRACE,
            DataFlowScriptLexer.COMMA,
            DataFlowScriptLexer.STREAM,
            Token.EOF);

    private final Segment segment;
    private final List<Token> tokens;
    private final int index;

    private Diagnosis(Segment segment, int index) {
        this.segment = segment;
        this.tokens = segment.tokens();
        this.index = index;
    }

    /** @param index of the token that the grammar refuses; the number of tokens for the end of the segment */
    static Mistake of(Segment segment, int index) {
        return new Diagnosis(segment, index).find();
    }

    private Mistake find() {
        Mistake mistake = type(0) == DataFlowScriptLexer.OTHER ? strange() : null;
        mistake = mistake == null ? missingStart() : mistake;
        mistake = mistake == null ? missingValue() : mistake;
        mistake = mistake == null ? missingName() : mistake;
        mistake = mistake == null ? missingItem() : mistake;
        mistake = mistake == null ? sideBySide() : mistake;
        mistake = mistake == null ? misplaced() : mistake;
        return mistake == null ? unexpected("") : mistake;
    }

    /** A character that is no part of the language. */
    private Mistake strange() {
        String written = token(0).getText();
        int character = written.codePointAt(0);
        String hint = "";
        if ("\u2018\u2019\u201A\u201C\u201D\u201E\u00B4".contains(written)) {
            hint = "Write texts in straight quotes: 'text'.";
        } else if (written.equals(";")) {
            hint = "A statement ends with '~> name', without a semicolon.";
        } else if (written.equals("$")) {
            hint = "The name of a parameter follows without a blank: $name.";
        } else if (written.equals("#")) {
            hint = "The name of a lambda variable or of a function of a cache follows without a blank: #item.";
        } else if (written.equals("~")) {
            hint = "The name of the stream follows '~>'.";
        }
        String shown = Character.isISOControl(character) || character > '~'
                ? String.format("The character U+%04X", character)
                : "'" + written + "'";
        return at(0, shown + " is not expected here.", hint);
    }

    /** The statement lacks its transformation or its end. */
    private Mistake missingStart() {
        if (segment.kind() == Kind.PARAMETER) {
            return parameter();
        }
        if (segment.kind() != Kind.STATEMENT) {
            return null;
        }
        if (type(0) == DataFlowScriptLexer.STREAM && (index == 0 || Tokens.isName(type(-1)))) {
            return at(0, "A transformation is missing before '~>'.", "Write filter(..), for instance.");
        }
        if (type(0) == Token.EOF && type(-1) == DataFlowScriptLexer.STREAM) {
            return at(-1, "The name of the stream is missing after '~>'.", "");
        }
        if (type(0) == Token.EOF && ended()) {
            return at(0, "')' is missing after the branches of the stream.", "Write ~> name@(branch1, branch2).");
        }
        if (type(0) == Token.EOF) {
            return at(
                    0, "'~> name' is missing after this statement.", "Every statement names the stream that it makes.");
        }
        return null;
    }

    private Mistake parameter() {
        if (tokens.isEmpty()) {
            return at(0, "A parameter is missing here.", "Write name as type, or remove the comma.");
        }
        if (index == 1 && Tokens.isName(type(-1))) {
            return at(0, "'as type' is missing after the parameter '" + text(-1) + "'.", TYPES);
        }
        boolean value = type(0) == DataFlowScriptLexer.EQUALS || type(0) != Token.EOF && Tokens.startsOperand(type(0));
        return value && type(-2) == DataFlowScriptLexer.AS && Tokens.isName(type(-1))
                ? at(0, "The default value of '" + text(-3) + "' must stand in parentheses.", "Write (value).")
                : null;
    }

    private boolean ended() {
        return tokens.stream().anyMatch(token -> token.getType() == DataFlowScriptLexer.STREAM);
    }

    /** A sign that wants a value after it has none. */
    private Mistake missingValue() {
        boolean closing = CLOSING.contains(type(0));
        switch (type(-1)) {
            case DataFlowScriptLexer.OPERATOR, DataFlowScriptLexer.MINUS, DataFlowScriptLexer.NOT -> {
                if (closing) {
                    return at(-1, "The value after '" + text(-1) + "' is missing.", "");
                }
                if (type(0) == DataFlowScriptLexer.OPERATOR || type(0) == DataFlowScriptLexer.EQUALS) {
                    return operators();
                }
            }
            case DataFlowScriptLexer.COLON, DataFlowScriptLexer.LOCAL -> {
                if (closing) {
                    return at(-1, "The value of '" + text(-2) + "' is missing.", "");
                }
            }
            case DataFlowScriptLexer.EQUALS, DataFlowScriptLexer.ENTRY -> {
                if (closing) {
                    return at(-1, "The value after '" + text(-1) + "' is missing.", "");
                }
                if (type(0) == DataFlowScriptLexer.OPERATOR) {
                    return operators();
                }
            }
            default -> {
                // wants no value
            }
        }
        boolean local = type(-1) == DataFlowScriptLexer.COLON && (index < 2 || !Tokens.isName(type(-2)));
        return local ? at(-1, "The name of the local is missing after ':'.", "A local is used as :name.") : null;
    }

    private Mistake operators() {
        String pair = text(-1) + text(0);
        String hint =
                switch (pair) {
                    case "<>" -> "Write != for 'not equal'.";
                    case "=<" -> "Write <=.";
                    case "=>" -> "Write >=.";
                    case "!==", "===" -> "Write " + pair + " without a blank.";
                    default -> "";
                };
        return at(0, "'" + text(0) + "' cannot follow '" + text(-1) + "'.", hint);
    }

    /** A sign that wants a name or a type after it has none. */
    private Mistake missingName() {
        return switch (type(-1)) {
            case DataFlowScriptLexer.AS -> index > 1 && Tokens.isName(type(-2))
                            || type(-2) == DataFlowScriptLexer.CLOSE_PAREN
                    ? at(0, "The type is missing after 'as'.", TYPES)
                    : null;
            case DataFlowScriptLexer.QUESTION -> at(
                    0,
                    "A type is expected after '?', not '" + text(0) + "'.",
                    "'?' gives a value a type; a choice is written iif(condition, then, otherwise).");
            case DataFlowScriptLexer.DOT -> at(-1, "The name of the field is missing after '.'.", "");
            case DataFlowScriptLexer.AT -> stream();
            default -> null;
        };
    }

    private Mistake stream() {
        boolean named = index > 1 && Tokens.isName(type(-2));
        if (named) {
            return at(-1, "The name of the column is missing after '" + text(-2) + "@'.", "");
        }
        return Tokens.isName(type(0))
                ? at(
                        -1,
                        "The name of the stream is missing before '@" + text(0) + "'.",
                        "Write stream@" + text(0) + ", or " + text(0) + " alone.")
                : null;
    }

    /** A comma too many. */
    private Mistake missingItem() {
        boolean closing = CLOSING.contains(type(0));
        if (type(-1) == DataFlowScriptLexer.COMMA && closing) {
            return at(-1, "There is nothing after this ','.", "Remove it, or add what is missing.");
        }
        boolean opened = type(-1) == DataFlowScriptLexer.OPEN_PAREN || type(-1) == DataFlowScriptLexer.OPEN_BRACKET;
        if (type(0) == DataFlowScriptLexer.COMMA && (opened || index == 0)) {
            return at(0, "There is nothing before this ','.", "Remove it, or add what is missing.");
        }
        if (opened && closing) {
            return at(0, "There is nothing between '" + text(-1) + "' and '" + text(0) + "'.", "Add what is missing.");
        }
        if (type(-1) == DataFlowScriptLexer.OPEN_BRACE && closing) {
            return at(0, "The expression between the braces is missing.", "A brace in a text is written \\{.");
        }
        return null;
    }

    /** Two values without anything between them. */
    private Mistake sideBySide() {
        if (index == 0 || type(0) == Token.EOF || !Tokens.endsOperand(type(-1)) || !Tokens.startsOperand(type(0))) {
            return null;
        }
        boolean touching = token(-1).getStopIndex() + 1 == token(0).getStartIndex();
        if (type(0) == DataFlowScriptLexer.OPEN_PAREN) {
            return opened();
        }
        if (touching && type(-1) == DataFlowScriptLexer.NUMBER && Tokens.isName(type(0))) {
            String name = text(-1) + text(0);
            return at(-1, "'" + name + "' is neither a number nor a name.", "Such a name is written {" + name + "}.");
        }
        if (touching && type(-1) == DataFlowScriptLexer.STRING && type(0) == DataFlowScriptLexer.STRING) {
            return at(0, "Two texts stand side by side.", "A quote inside a text is written \\'.");
        }
        if (segment.kind() == Kind.STATEMENT && depth() == 0) {
            return at(
                    0,
                    "'" + text(0) + "' is not expected after '" + text(-1) + "'.",
                    "A statement is written: input1, input2 transformation(arguments) ~> name.");
        }
        if (SIMPLE_TYPES.contains(text(0)) && Tokens.isName(type(-1))) {
            return at(0, "'as' is missing between '" + text(-1) + "' and '" + text(0) + "'.", "");
        }
        String foreign = FOREIGN_WORDS.get(text(0).toLowerCase(Locale.ROOT));
        foreign = foreign == null ? FOREIGN_WORDS.get(text(-1).toLowerCase(Locale.ROOT)) : foreign;
        return at(
                0,
                "A comma or an operator is missing between '" + text(-1) + "' and '" + text(0) + "'.",
                foreign == null ? "" : foreign);
    }

    private Mistake opened() {
        if (index > 1 && type(-2) == DataFlowScriptLexer.AS && Tokens.isName(type(-1))) {
            return text(-1).equals("decimal")
                    ? at(0, "'decimal' takes a precision and a scale.", "Write decimal(10,2), or decimal alone.")
                    : at(0, "'" + text(-1) + "' has no precision and no scale.", "Only decimal has: decimal(10,2).");
        }
        String hint = type(-1) == DataFlowScriptLexer.QUOTED ? "The name of a function stands in no braces." : "";
        return at(0, "'(' is not expected after '" + text(-1) + "'.", hint);
    }

    /** A sign in a place of another language. */
    private Mistake misplaced() {
        switch (type(0)) {
            case DataFlowScriptLexer.OPERATOR -> {
                return at(0, "The value before '" + text(0) + "' is missing.", "");
            }
            case DataFlowScriptLexer.EQUALS -> {
                return type(-1) == DataFlowScriptLexer.CLOSE_PAREN && depth() == 0
                        ? at(0, "'as type' is missing before '='.", "A function is written: name(type) as type = body.")
                        : unexpected("Write == to compare.");
            }
            case DataFlowScriptLexer.COLON -> {
                return colon();
            }
            case DataFlowScriptLexer.ENTRY -> {
                return unexpected("It stands between key and value of a map: ['key' -> value].");
            }
            case DataFlowScriptLexer.LOCAL -> {
                return unexpected("A local is written: name := value.");
            }
            case DataFlowScriptLexer.PARAMETERS -> {
                return at(0, "The parameters stand at the start of the script.", "Move them there.");
            }
            default -> {
                return null;
            }
        }
    }

    private Mistake colon() {
        if (type(-1) == DataFlowScriptLexer.STRING) {
            boolean map = type(-2) == DataFlowScriptLexer.OPEN_BRACKET;
            return unexpected(
                    map ? "Write -> between key and value of a map." : "The name of a property stands in no quotes.");
        }
        return unexpected("A property is written: name: value.");
    }

    private Mistake unexpected(String hint) {
        return type(0) == Token.EOF
                ? at(0, "This ends too early.", hint)
                : at(0, "'" + text(0) + "' is not expected here.", hint);
    }

    private int depth() {
        int depth = 0;
        for (Token token : tokens.subList(0, Math.min(index, tokens.size()))) {
            switch (token.getType()) {
                case DataFlowScriptLexer.OPEN_PAREN,
                        DataFlowScriptLexer.OPEN_BRACKET,
                        DataFlowScriptLexer.QUOTE -> depth++;
                case DataFlowScriptLexer.CLOSE_PAREN,
                        DataFlowScriptLexer.CLOSE_BRACKET,
                        DataFlowScriptLexer.QUOTE_END -> depth--;
                default -> {
                    // neither opens nor closes
                }
            }
        }
        return depth;
    }

    private Token token(int distance) {
        return tokens.get(index + distance);
    }

    /** {@link Token#EOF} outside the segment. */
    private int type(int distance) {
        int place = index + distance;
        return place < 0 || place >= tokens.size()
                ? Token.EOF
                : tokens.get(place).getType();
    }

    private String text(int distance) {
        if (type(distance) == Token.EOF) {
            return "";
        }
        String text = token(distance).getText();
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "...";
    }

    private Mistake at(int distance, String message, String hint) {
        int place = index + distance;
        int offset = place < tokens.size() ? tokens.get(place).getStartIndex() : segment.end();
        return new Mistake(offset, message, hint);
    }
}
