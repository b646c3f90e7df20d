package io.cosmosdataflow.emulator.sql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.cosmosdataflow.emulator.sql.syntax.QueryExpression.BinaryOperator;
import io.cosmosdataflow.emulator.sql.syntax.QueryExpression.UnaryOperator;
import io.cosmosdataflow.emulator.sql.value.QueryEvaluator;
import io.cosmosdataflow.emulator.sql.value.ValueKey;
import io.cosmosdataflow.emulator.sql.value.Values;
import java.util.Set;

/**
 * Evaluators of the operators.
 *
 * <p>An operand of a type that the operator does not take makes the result undefined. Values of different types are not
 * equal and have no order. AND and OR know three values: {@code undefined AND false} is false, {@code undefined OR
 * true} is true.
 */
final class Operators {
    private Operators() {}

    static QueryEvaluator unary(UnaryOperator operator, QueryEvaluator operand) {
        return switch (operator) {
            case PLUS -> row -> {
                JsonNode value = operand.value(row);
                return Values.isNumber(value) ? value : null;
            };
            case MINUS -> row -> {
                JsonNode value = operand.value(row);
                return Values.isNumber(value) ? Values.number(-value.doubleValue()) : null;
            };
            case COMPLEMENT -> row -> {
                JsonNode value = operand.value(row);
                return Values.isNumber(value) ? Values.number((long) ~bits(value)) : null;
            };
            case NOT -> row -> {
                JsonNode value = operand.value(row);
                return value != null && value.isBoolean() ? Values.bool(!value.booleanValue()) : null;
            };
        };
    }

    static QueryEvaluator binary(BinaryOperator operator, QueryEvaluator left, QueryEvaluator right) {
        return switch (operator) {
            case COALESCE -> row -> {
                JsonNode value = left.value(row);
                return value != null ? value : right.value(row);
            };
            case AND -> and(left, right);
            case OR -> or(left, right);
            case CONCAT -> row -> {
                JsonNode a = left.value(row);
                JsonNode b = right.value(row);
                return a != null && b != null && a.isTextual() && b.isTextual()
                        ? TextNode.valueOf(a.textValue() + b.textValue())
                        : null;
            };
            case EQUAL, NOT_EQUAL -> equality(operator == BinaryOperator.EQUAL, left, right);
            case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> order(operator, left, right);
            default -> arithmetic(arithmetic(operator), left, right);
        };
    }

    private static QueryEvaluator and(QueryEvaluator left, QueryEvaluator right) {
        return row -> {
            JsonNode a = left.value(row);
            if (a == BooleanNode.FALSE) {
                return a;
            }
            JsonNode b = right.value(row);
            if (b == BooleanNode.FALSE) {
                return b;
            }
            return a == BooleanNode.TRUE && b == BooleanNode.TRUE ? a : null;
        };
    }

    private static QueryEvaluator or(QueryEvaluator left, QueryEvaluator right) {
        return row -> {
            JsonNode a = left.value(row);
            if (a == BooleanNode.TRUE) {
                return a;
            }
            JsonNode b = right.value(row);
            if (b == BooleanNode.TRUE) {
                return b;
            }
            return a == BooleanNode.FALSE && b == BooleanNode.FALSE ? a : null;
        };
    }

    private static QueryEvaluator equality(boolean wanted, QueryEvaluator left, QueryEvaluator right) {
        return row -> {
            JsonNode a = left.value(row);
            JsonNode b = a == null ? null : right.value(row);
            return b == null ? null : Values.bool(Values.equal(a, b) == wanted);
        };
    }

    private static QueryEvaluator order(BinaryOperator operator, QueryEvaluator left, QueryEvaluator right) {
        return row -> {
            JsonNode a = left.value(row);
            JsonNode b = a == null ? null : right.value(row);
            int rank = Values.rank(a);
            if (b == null || rank != Values.rank(b) || rank > 4) {
                return null;
            }
            int order = Values.compareSame(rank, a, b);
            return Values.bool(
                    switch (operator) {
                        case LESS -> order < 0;
                        case LESS_OR_EQUAL -> order <= 0;
                        case GREATER -> order > 0;
                        default -> order >= 0;
                    });
        };
    }

    static QueryEvaluator between(QueryEvaluator operand, QueryEvaluator low, QueryEvaluator high, boolean negated) {
        // The operand's value stands for both comparisons, so that it is evaluated once.
        return row -> {
            JsonNode value = operand.value(row);
            QueryEvaluator known = ignored -> value;
            JsonNode result = and(
                            order(BinaryOperator.GREATER_OR_EQUAL, known, low),
                            order(BinaryOperator.LESS_OR_EQUAL, known, high))
                    .value(row);
            return negated && result != null ? Values.bool(result == BooleanNode.FALSE) : result;
        };
    }

    static QueryEvaluator membership(QueryEvaluator operand, QueryEvaluator[] choices, boolean negated) {
        return row -> {
            JsonNode value = operand.value(row);
            if (value == null) {
                return null;
            }
            for (QueryEvaluator choice : choices) {
                JsonNode other = choice.value(row);
                if (other != null && Values.equal(value, other)) {
                    return Values.bool(!negated);
                }
            }
            return Values.bool(negated);
        };
    }

    /** Membership in constants, of which there may be thousands. */
    static QueryEvaluator membership(QueryEvaluator operand, Set<ValueKey> choices, boolean negated) {
        return row -> {
            JsonNode value = operand.value(row);
            return value == null ? null : Values.bool(choices.contains(new ValueKey(value)) != negated);
        };
    }

    @FunctionalInterface
    private interface Arithmetic {
        JsonNode of(JsonNode left, JsonNode right);
    }

    private static QueryEvaluator arithmetic(Arithmetic operation, QueryEvaluator left, QueryEvaluator right) {
        return row -> {
            JsonNode a = left.value(row);
            JsonNode b = right.value(row);
            return Values.isNumber(a) && Values.isNumber(b) ? operation.of(a, b) : null;
        };
    }

    private static Arithmetic arithmetic(BinaryOperator operator) {
        return switch (operator) {
            case ADD -> (a, b) -> Values.number(a.doubleValue() + b.doubleValue());
            case SUBTRACT -> (a, b) -> Values.number(a.doubleValue() - b.doubleValue());
            case MULTIPLY -> (a, b) -> Values.number(a.doubleValue() * b.doubleValue());
            case DIVIDE -> (a, b) -> Values.number(a.doubleValue() / b.doubleValue());
            case MODULO -> (a, b) -> Values.number(a.doubleValue() % b.doubleValue());
            case BIT_AND -> (a, b) -> Values.number((long) (bits(a) & bits(b)));
            case BIT_OR -> (a, b) -> Values.number((long) (bits(a) | bits(b)));
            case BIT_XOR -> (a, b) -> Values.number((long) (bits(a) ^ bits(b)));
            case SHIFT_LEFT -> (a, b) -> Values.number((long) (bits(a) << bits(b)));
            case SHIFT_RIGHT -> (a, b) -> Values.number((long) (bits(a) >> bits(b)));
            case SHIFT_RIGHT_UNSIGNED -> (a, b) -> Values.number(bits(a) >>> bits(b) & 0xFFFFFFFFL);
            default -> throw new IllegalArgumentException("no arithmetic operator " + operator);
        };
    }

    /** The low 32 bits, as the service's bitwise operators see a number. */
    private static int bits(JsonNode value) {
        return value.canConvertToLong() ? (int) value.longValue() : (int) (long) value.doubleValue();
    }

    static JsonNode member(JsonNode value, String name) {
        return value != null && value.isObject() ? value.get(name) : null;
    }

    static JsonNode element(JsonNode value, JsonNode position) {
        if (value == null || position == null) {
            return null;
        }
        if (position.isTextual()) {
            return member(value, position.textValue());
        }
        Long index = value.isArray() ? Values.integer(position) : null;
        return index == null || index < 0 || index >= value.size() ? null : value.get(index.intValue());
    }
}
