package io.cosmosdataflow.definition.arm;

import io.cosmosdataflow.definition.arm.ArmExpression.Call;
import io.cosmosdataflow.definition.arm.ArmExpression.Text;
import io.cosmosdataflow.definition.arm.ArmExpression.Whole;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the text between the brackets of a template expression.
 *
 * <p>Source: Microsoft Learn, azure-resource-manager/templates/template-expressions: {@code name(argument, ..)}, texts
 * in single quotes, in which two stand for one.
 */
final class ArmExpressionParser {

    /** Deeper ones are refused: no export has them, and a hostile file must not end in a stack overflow. */
    private static final int MOST_LEVELS = 100;

    private final String text;
    private int place;

    /** What is wrong, as the end of a sentence. */
    static final class Fault extends Exception {

        private static final long serialVersionUID = 1L;

        private Fault(String message) {
            super(message, null, false, false);
        }
    }

    private ArmExpressionParser(String text) {
        this.text = text;
    }

    static ArmExpression parse(String text) throws Fault {
        ArmExpressionParser parser = new ArmExpressionParser(text);
        ArmExpression expression = parser.expression(0);
        parser.blanks();
        if (parser.place < text.length()) {
            char next = text.charAt(parser.place);
            throw new Fault(
                    next == '.' || next == '['
                            ? "this version does not take a part out of a value"
                            : "there is '" + next + "' after its end");
        }
        return expression;
    }

    private ArmExpression expression(int level) throws Fault {
        if (level > MOST_LEVELS) {
            throw new Fault("it is nested deeper than " + MOST_LEVELS + " levels");
        }
        blanks();
        if (at('\'')) {
            return new Text(quoted());
        }
        String word = word();
        if (word.matches("-?\\d{1,18}")) {
            return new Whole(Long.parseLong(word));
        }
        blanks();
        if (!word.matches("[A-Za-z]\\w*(\\.\\w+)*") || !at('(')) {
            throw new Fault("a function, a text or a number is missing");
        }
        place++;
        return new Call(word, arguments(level));
    }

    private List<ArmExpression> arguments(int level) throws Fault {
        List<ArmExpression> arguments = new ArrayList<>();
        blanks();
        if (at(')')) {
            place++;
            return arguments;
        }
        while (true) {
            arguments.add(expression(level + 1));
            blanks();
            if (at(')')) {
                place++;
                return arguments;
            }
            if (!at(',')) {
                throw new Fault("a ')' is missing");
            }
            place++;
        }
    }

    private String quoted() throws Fault {
        StringBuilder quoted = new StringBuilder();
        for (place++; place < text.length(); place++) {
            if (!at('\'')) {
                quoted.append(text.charAt(place));
            } else if (place + 1 < text.length() && text.charAt(place + 1) == '\'') {
                quoted.append('\'');
                place++;
            } else {
                place++;
                return quoted.toString();
            }
        }
        throw new Fault("the end of a text is missing: '");
    }

    private String word() {
        int start = place;
        while (place < text.length() && "(),' \t\r\n".indexOf(text.charAt(place)) < 0) {
            place++;
        }
        return text.substring(start, place);
    }

    private void blanks() {
        while (place < text.length() && Character.isWhitespace(text.charAt(place))) {
            place++;
        }
    }

    private boolean at(char character) {
        return place < text.length() && text.charAt(place) == character;
    }
}
