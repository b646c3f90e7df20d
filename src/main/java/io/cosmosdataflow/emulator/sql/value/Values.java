package io.cosmosdataflow.emulator.sql.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NumericNode;
import java.math.BigInteger;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

/**
 * The values of the query language: JSON, and null for undefined.
 *
 * <p>Order of types: undefined, null, boolean, number, string, array, object. Numbers compare as IEEE doubles, but
 * exactly where both are integers.
 */
public final class Values {
    private static final double LONG_END = 0x1p63;

    private Values() {}

    public static JsonNode bool(boolean value) {
        return value ? BooleanNode.TRUE : BooleanNode.FALSE;
    }

    public static boolean isTrue(JsonNode value) {
        return value == BooleanNode.TRUE || value != null && value.isBoolean() && value.booleanValue();
    }

    public static boolean isNumber(JsonNode value) {
        return value != null && value.isNumber();
    }

    public static NumericNode number(long value) {
        return value == (int) value ? IntNode.valueOf((int) value) : LongNode.valueOf(value);
    }

    /** A whole number where the double is one exactly. */
    public static NumericNode number(double value) {
        return value == Math.rint(value) && Math.abs(value) < LONG_END
                ? number((long) value)
                : DoubleNode.valueOf(value);
    }

    /** A number literal: integers keep all digits, everything else is a double. */
    public static NumericNode number(String text) {
        for (int i = text.startsWith("-") ? 1 : 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return number(Double.parseDouble(text));
            }
        }
        if (text.length() <= 18) {
            return number(Long.parseLong(text));
        }
        BigInteger integer = new BigInteger(text);
        return integer.bitLength() < 64 ? number(integer.longValue()) : BigIntegerNode.valueOf(integer);
    }

    /** The value as a 64-bit integer, or null where it is none. */
    public static Long integer(JsonNode value) {
        if (!isNumber(value)) {
            return null;
        }
        if (value.isIntegralNumber()) {
            return value.canConvertToLong() ? (Long) value.longValue() : null;
        }
        double number = value.doubleValue();
        return number == Math.rint(number) && Math.abs(number) < LONG_END ? (Long) (long) number : null;
    }

    /** Place of the value's type in the order of types. */
    public static int rank(JsonNode value) {
        if (value == null) {
            return 0;
        }
        return switch (value.getNodeType()) {
            case NULL, MISSING -> 1;
            case BOOLEAN -> 2;
            case NUMBER -> 3;
            case STRING, BINARY, POJO -> 4;
            case ARRAY -> 5;
            case OBJECT -> 6;
        };
    }

    /** Total order over all values; object properties count in the order of their names. */
    public static int compare(JsonNode left, JsonNode right) {
        int rank = rank(left);
        int difference = rank - rank(right);
        return difference != 0 ? difference : compareSame(rank, left, right);
    }

    /** Order of two values of the same type. */
    public static int compareSame(int rank, JsonNode left, JsonNode right) {
        return switch (rank) {
            case 2 -> Boolean.compare(left.booleanValue(), right.booleanValue());
            case 3 -> compareNumbers(left, right);
            case 4 -> left.asText().compareTo(right.asText());
            case 5 -> compareArrays(left, right);
            case 6 -> compareObjects(left, right);
            default -> 0;
        };
    }

    private static int compareNumbers(JsonNode left, JsonNode right) {
        if (left.isIntegralNumber() && right.isIntegralNumber()) {
            return left.canConvertToLong() && right.canConvertToLong()
                    ? Long.compare(left.longValue(), right.longValue())
                    : left.bigIntegerValue().compareTo(right.bigIntegerValue());
        }
        double a = left.doubleValue();
        double b = right.doubleValue();
        if (a == b) {
            return 0;
        }
        return Double.compare(a, b);
    }

    private static int compareArrays(JsonNode left, JsonNode right) {
        int shared = Math.min(left.size(), right.size());
        for (int i = 0; i < shared; i++) {
            int order = compare(left.get(i), right.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.size(), right.size());
    }

    private static int compareObjects(JsonNode left, JsonNode right) {
        Iterator<Map.Entry<String, JsonNode>> a = sorted(left).entrySet().iterator();
        Iterator<Map.Entry<String, JsonNode>> b = sorted(right).entrySet().iterator();
        while (a.hasNext() && b.hasNext()) {
            Map.Entry<String, JsonNode> x = a.next();
            Map.Entry<String, JsonNode> y = b.next();
            int order = x.getKey().compareTo(y.getKey());
            if (order == 0) {
                order = compare(x.getValue(), y.getValue());
            }
            if (order != 0) {
                return order;
            }
        }
        return Boolean.compare(a.hasNext(), b.hasNext());
    }

    private static Map<String, JsonNode> sorted(JsonNode object) {
        Map<String, JsonNode> sorted = new TreeMap<>();
        object.fields().forEachRemaining(field -> sorted.put(field.getKey(), field.getValue()));
        return sorted;
    }

    public static boolean equal(JsonNode left, JsonNode right) {
        int rank = rank(left);
        if (rank != rank(right)) {
            return false;
        }
        return switch (rank) {
            case 0, 1 -> true;
            case 4 -> left.asText().equals(right.asText());
            case 5 -> equalArrays(left, right);
            case 6 -> left.size() == right.size() && includes(left, right, false);
            default -> compareSame(rank, left, right) == 0;
        };
    }

    private static boolean equalArrays(JsonNode left, JsonNode right) {
        if (left.size() != right.size()) {
            return false;
        }
        for (int i = 0; i < left.size(); i++) {
            if (!equal(left.get(i), right.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether each property of the part is in the whole; nested objects may be partial too where so asked. */
    public static boolean includes(JsonNode whole, JsonNode part, boolean partial) {
        for (Iterator<Map.Entry<String, JsonNode>> fields = part.fields(); fields.hasNext(); ) {
            Map.Entry<String, JsonNode> field = fields.next();
            JsonNode value = whole.get(field.getKey());
            if (value == null) {
                return false;
            }
            boolean same = partial && value.isObject() && field.getValue().isObject()
                    ? includes(value, field.getValue(), true)
                    : equal(value, field.getValue());
            if (!same) {
                return false;
            }
        }
        return true;
    }

    /** Agrees with {@link #equal}. */
    static int hash(JsonNode value) {
        int rank = rank(value);
        return switch (rank) {
            case 2 -> Boolean.hashCode(value.booleanValue());
                // Adding zero makes the negative zero a positive one, which it equals.
            case 3 -> Double.hashCode(value.doubleValue() + 0.0);
            case 4 -> value.asText().hashCode();
            case 5 -> {
                int hash = 5;
                for (JsonNode item : value) {
                    hash = 31 * hash + hash(item);
                }
                yield hash;
            }
            case 6 -> {
                int hash = 6;
                for (Iterator<Map.Entry<String, JsonNode>> fields = value.fields(); fields.hasNext(); ) {
                    Map.Entry<String, JsonNode> field = fields.next();
                    hash += field.getKey().hashCode() ^ 31 * hash(field.getValue());
                }
                yield hash;
            }
            default -> rank;
        };
    }
}
