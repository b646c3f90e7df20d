package io.cosmosdataflow.expression;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalInt;

/**
 * Finds where an expression gets too deep to be read: by parentheses and brackets in each other, or by properties of
 * properties. Nobody writes such, and they must not end in a stack overflow. What stands in texts does not count.
 */
final class ExpressionDepth {

    static final int MOST_LEVELS = 200;

    private ExpressionDepth() {}

    /** Empty if it never does. */
    static OptionalInt exceededAt(String source) {
        Deque<Integer> outer = new ArrayDeque<>();
        int properties = 0;
        boolean quoted = false;
        for (int i = 0; i < source.length(); i++) {
            char character = source.charAt(i);
            if (character == '\'') {
                quoted = !quoted;
            } else if (!quoted) {
                switch (character) {
                    case '(', '[' -> {
                        properties += character == '[' ? 1 : 0;
                        outer.push(properties);
                        properties = 0;
                    }
                    case ')', ']' -> properties = outer.isEmpty() ? properties : outer.pop();
                    case ',' -> properties = 0;
                    case '.' -> properties++;
                    default -> {
                        // Names, numbers and blanks
                    }
                }
                if (outer.size() > MOST_LEVELS || properties > MOST_LEVELS) {
                    return OptionalInt.of(i);
                }
            }
        }
        return OptionalInt.empty();
    }
}
