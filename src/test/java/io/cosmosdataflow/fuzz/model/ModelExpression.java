package io.cosmosdataflow.fuzz.model;

import static io.cosmosdataflow.fuzz.model.ModelType.BOOLEAN;
import static io.cosmosdataflow.fuzz.model.ModelType.DATE;
import static io.cosmosdataflow.fuzz.model.ModelType.INTEGER;
import static io.cosmosdataflow.fuzz.model.ModelType.STRING;

import io.cosmosdataflow.fuzz.model.ModelTable.Column;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;

/**
 * An expression as its text, and as what the documentation says it is for a row.
 *
 * <p>Source: Microsoft Learn, data-flow-expressions-usage.
 */
record ModelExpression(String text, ModelType type, Function<List<Object>, Object> value) {

    /** Random expressions over the columns of a table. */
    record Maker(Random random, ModelTable table) {

        ModelExpression of(ModelType type, int depth) {
            List<Column> columns = table.of(each -> each == type);
            boolean plain = depth == 0 || random.nextInt(3) == 0;
            if (plain && !columns.isEmpty() && random.nextInt(4) > 0) {
                return column(ModelType.one(random, columns));
            }
            return switch (type) {
                case INTEGER -> integer(plain, depth);
                case STRING -> string(plain, depth);
                case BOOLEAN -> condition(plain, depth);
                case DATE -> day(plain, depth);
                default -> column(ModelType.one(random, table.of(each -> each == type)));
            };
        }

        ModelExpression column(Column column) {
            int index = table.index(column.name());
            return new ModelExpression(name(column.name()), column.type(), row -> row.get(index));
        }

        private ModelExpression integer(boolean plain, int depth) {
            if (plain) {
                int constant = random.nextInt(10) - 3;
                return new ModelExpression(
                        constant < 0 ? "(" + constant + ")" : "" + constant, INTEGER, row -> constant);
            }
            switch (random.nextInt(7)) {
                case 0, 1:
                    ModelExpression left = of(INTEGER, depth - 1);
                    ModelExpression right = of(INTEGER, depth - 1);
                    boolean plus = random.nextBoolean();
                    return new ModelExpression(
                            "(" + left.text + (plus ? " + " : " - ") + right.text + ")",
                            INTEGER,
                            row -> both(left, right, row, (l, r) -> (Integer) l + (plus ? 1 : -1) * (Integer) r));
                case 2:
                    ModelExpression dividend = of(INTEGER, depth - 1);
                    int divisor = 1 + random.nextInt(5);
                    return new ModelExpression(
                            "(" + dividend.text + " % " + divisor + ")",
                            INTEGER,
                            row -> one(dividend, row, value -> (Integer) value % divisor));
                case 3:
                    ModelExpression text = of(STRING, depth - 1);
                    return new ModelExpression(
                            "length(" + text.text + ")",
                            INTEGER,
                            row -> one(
                                    text, row, value -> ((String) value).codePointCount(0, ((String) value).length())));
                case 4:
                    ModelExpression day = of(DATE, 0);
                    return new ModelExpression(
                            "year(" + day.text + ")",
                            INTEGER,
                            row -> one(day, row, value -> ((LocalDate) value).getYear()));
                default:
                    return choice(INTEGER, depth);
            }
        }

        private ModelExpression choice(ModelType type, int depth) {
            ModelExpression first = of(type, depth - 1);
            ModelExpression second = of(type, depth - 1);
            if (random.nextBoolean()) {
                return new ModelExpression(
                        "iifNull(" + first.text + ", " + second.text + ")",
                        type,
                        row -> first.value.apply(row) == null ? second.value.apply(row) : first.value.apply(row));
            }
            ModelExpression condition = of(BOOLEAN, depth - 1);
            return new ModelExpression(
                    "iif(" + condition.text + ", " + first.text + ", " + second.text + ")",
                    type,
                    row -> Boolean.TRUE.equals(condition.value.apply(row))
                            ? first.value.apply(row)
                            : second.value.apply(row));
        }

        private ModelExpression string(boolean plain, int depth) {
            if (plain) {
                String constant = ModelType.one(random, ModelType.TEXTS);
                return new ModelExpression(quoted(constant), STRING, row -> constant);
            }
            ModelExpression text = of(STRING, depth - 1);
            switch (random.nextInt(8)) {
                case 0, 1:
                    ModelExpression behind = of(STRING, depth - 1);
                    boolean operator = random.nextBoolean();
                    return new ModelExpression(
                            operator
                                    ? "(" + text.text + " + " + behind.text + ")"
                                    : "concat(" + text.text + ", " + behind.text + ")",
                            STRING,
                            row -> both(text, behind, row, (l, r) -> (String) l + r));
                case 2:
                    return new ModelExpression(
                            "upper(" + text.text + ")",
                            STRING,
                            row -> one(text, row, value -> ((String) value).toUpperCase(Locale.ROOT)));
                case 3:
                    int length = random.nextInt(4);
                    return new ModelExpression(
                            "left(" + text.text + ", " + length + ")",
                            STRING,
                            row -> one(text, row, value -> part((String) value, 0, length)));
                case 4:
                    ModelExpression number = of(INTEGER, depth - 1);
                    return new ModelExpression(
                            "toString(" + number.text + ")", STRING, row -> one(number, row, String::valueOf));
                case 5:
                    return new ModelExpression(
                            "replace(" + text.text + ", 'a', 'bc')",
                            STRING,
                            row -> one(text, row, value -> ((String) value).replace("a", "bc")));
                case 6:
                    int start = 1 + random.nextInt(3);
                    return new ModelExpression(
                            "substring(" + text.text + ", " + start + ", 2)",
                            STRING,
                            row -> one(text, row, value -> part((String) value, start - 1, 2)));
                default:
                    return choice(STRING, depth);
            }
        }

        private ModelExpression day(boolean plain, int depth) {
            if (plain) {
                LocalDate constant = LocalDate.of(2026, 1 + random.nextInt(12), 1 + random.nextInt(28));
                return new ModelExpression("toDate('" + constant + "')", DATE, row -> constant);
            }
            ModelExpression day = of(DATE, depth - 1);
            int days = random.nextInt(60) - 30;
            return random.nextBoolean()
                    ? new ModelExpression(
                            "addDays(" + day.text + ", " + days + ")",
                            DATE,
                            row -> one(day, row, value -> ((LocalDate) value).plusDays(days)))
                    : choice(DATE, depth);
        }

        private ModelExpression condition(boolean plain, int depth) {
            switch (random.nextInt(plain ? 3 : 7)) {
                case 0, 1, 2:
                    return comparison(depth);
                case 3:
                    ModelExpression left = of(BOOLEAN, depth - 1);
                    ModelExpression right = of(BOOLEAN, depth - 1);
                    boolean and = random.nextBoolean();
                    return new ModelExpression(
                            "(" + left.text + (and ? " && " : " || ") + right.text + ")",
                            BOOLEAN,
                            row -> and ? and(left, right, row) : or(left, right, row));
                case 4:
                    ModelExpression operand = of(BOOLEAN, depth - 1);
                    return new ModelExpression(
                            "!(" + operand.text + ")", BOOLEAN, row -> one(operand, row, value -> !(Boolean) value));
                case 5:
                    Column column = ModelType.one(random, table.columns());
                    ModelExpression asked = column(column);
                    return new ModelExpression(
                            "isNull(" + asked.text + ")", BOOLEAN, row -> asked.value.apply(row) == null);
                default:
                    ModelExpression text = of(STRING, depth - 1);
                    return new ModelExpression(
                            "startsWith(" + text.text + ", 'a')",
                            BOOLEAN,
                            row -> one(text, row, value -> ((String) value).startsWith("a")));
            }
        }

        private ModelExpression comparison(int depth) {
            List<Column> sortable = table.of(ModelType::sortable);
            ModelType type = sortable.isEmpty() || random.nextInt(4) == 0
                    ? INTEGER
                    : ModelType.one(random, sortable).type();
            ModelExpression left = of(type, Math.max(0, depth - 1));
            ModelExpression right = of(type, Math.max(0, depth - 1));
            List<String> operators = List.of("==", "!=", "<", ">", "<=", ">=", "===");
            String operator = ModelType.one(random, operators);
            return new ModelExpression("(" + left.text + " " + operator + " " + right.text + ")", BOOLEAN, row -> {
                Object l = left.value.apply(row);
                Object r = right.value.apply(row);
                if (operator.equals("===")) {
                    return ModelTable.compare(l, r) == 0;
                }
                if (l == null || r == null) {
                    return null;
                }
                int order = ModelTable.compare(l, r);
                return switch (operator) {
                    case "==" -> order == 0;
                    case "!=" -> order != 0;
                    case "<" -> order < 0;
                    case ">" -> order > 0;
                    case "<=" -> order <= 0;
                    default -> order >= 0;
                };
            });
        }
    }

    /** In braces where it is no plain word. */
    static String name(String name) {
        return name.matches("[A-Za-z][A-Za-z0-9]*") ? name : "{" + name + "}";
    }

    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("'");
        for (char character : text.toCharArray()) {
            switch (character) {
                case '\'', '\\' -> quoted.append('\\').append(character);
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                default -> quoted.append(character);
            }
        }
        return quoted.append('\'').toString();
    }

    private static String part(String text, int from, int length) {
        int[] points = text.codePoints().toArray();
        int start = Math.min(from, points.length);
        return new String(points, start, Math.min(length, points.length - start));
    }

    private static Object one(ModelExpression operand, List<Object> row, Function<Object, Object> of) {
        Object value = operand.value.apply(row);
        return value == null ? null : of.apply(value);
    }

    private static Object both(
            ModelExpression left,
            ModelExpression right,
            List<Object> row,
            java.util.function.BinaryOperator<Object> of) {
        Object l = left.value.apply(row);
        Object r = right.value.apply(row);
        return l == null || r == null ? null : of.apply(l, r);
    }

    private static Object and(ModelExpression left, ModelExpression right, List<Object> row) {
        Object l = left.value.apply(row);
        Object r = right.value.apply(row);
        if (Boolean.FALSE.equals(l) || Boolean.FALSE.equals(r)) {
            return false;
        }
        return l == null || r == null ? null : true;
    }

    private static Object or(ModelExpression left, ModelExpression right, List<Object> row) {
        Object l = left.value.apply(row);
        Object r = right.value.apply(row);
        if (Boolean.TRUE.equals(l) || Boolean.TRUE.equals(r)) {
            return true;
        }
        return l == null || r == null ? null : false;
    }

    static List<Object> with(List<Object> row, Object value) {
        List<Object> more = new ArrayList<>(row);
        more.add(value);
        return more;
    }
}
