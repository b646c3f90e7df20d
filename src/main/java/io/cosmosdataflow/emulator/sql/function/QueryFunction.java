package io.cosmosdataflow.emulator.sql.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.cosmosdataflow.emulator.sql.value.QueryEvaluator;
import io.cosmosdataflow.emulator.sql.value.Values;

/** A built-in function: its name as the documentation writes it, how many arguments it takes, and what it does. */
public record QueryFunction(String name, int minimum, int maximum, Body body) {
    /** As many arguments as one likes. */
    static final int MANY = Integer.MAX_VALUE;

    public QueryFunction {
        if (minimum < 0 || maximum < minimum) {
            throw new IllegalArgumentException(name + " takes " + minimum + " to " + maximum + " arguments");
        }
    }

    /** The arguments' values in, the result out; null is undefined. */
    @FunctionalInterface
    interface Body {
        JsonNode apply(JsonNode[] arguments);
    }

    /** A text function of one text. */
    @FunctionalInterface
    interface OfText {
        JsonNode apply(String text);
    }

    /** A function of one number. */
    @FunctionalInterface
    interface OfNumber {
        double apply(double number);
    }

    /** Whether the value is the same for all rows of a query; the documentation ends such names with Static. */
    public boolean isStatic() {
        return name.endsWith("Static");
    }

    public QueryEvaluator bind(QueryEvaluator[] arguments) {
        return row -> {
            JsonNode[] values = new JsonNode[arguments.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = arguments[i].value(row);
            }
            return body.apply(values);
        };
    }

    static QueryFunction fixed(String name, int arguments, Body body) {
        return new QueryFunction(name, arguments, arguments, body);
    }

    /** Undefined unless all arguments are texts. */
    static QueryFunction ofTexts(String name, int arguments, Body body) {
        return fixed(name, arguments, values -> {
            for (JsonNode value : values) {
                if (!isText(value)) {
                    return null;
                }
            }
            return body.apply(values);
        });
    }

    static QueryFunction ofText(String name, OfText body) {
        return ofTexts(name, 1, values -> body.apply(values[0].textValue()));
    }

    static QueryFunction ofNumber(String name, OfNumber body) {
        return fixed(
                name,
                1,
                values -> Values.isNumber(values[0]) ? Values.number(body.apply(values[0].doubleValue())) : null);
    }

    static boolean isText(JsonNode value) {
        return value != null && value.isTextual();
    }

    static JsonNode text(String text) {
        return text == null ? null : TextNode.valueOf(text);
    }

    /** An optional argument, undefined where it is not given. */
    static JsonNode optional(JsonNode[] values, int position) {
        return position < values.length ? values[position] : null;
    }
}
