package io.cosmosdataflow.store.cosmos.read;

import io.cosmosdataflow.demand.ColumnPath;
import io.cosmosdataflow.demand.RowCondition;
import io.cosmosdataflow.demand.RowCondition.Absent;
import io.cosmosdataflow.demand.RowCondition.All;
import io.cosmosdataflow.demand.RowCondition.Any;
import io.cosmosdataflow.demand.RowCondition.Compared;
import io.cosmosdataflow.demand.RowCondition.OneOf;
import io.cosmosdataflow.demand.RowCondition.Operator;
import io.cosmosdataflow.demand.RowCondition.Present;
import io.cosmosdataflow.demand.RowCondition.StartsWith;
import io.cosmosdataflow.project.ProjectedColumn;
import io.cosmosdataflow.project.Projection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.sql.types.StringType;

/**
 * Conditions on columns as conditions on documents. A property may be of any type whatever its column is declared
 * as, so a condition on the column says this of the property:
 *
 * <ul>
 *   <li>A text column has the texts of numbers, booleans, objects and arrays, too; where one of those could fit,
 *       all of them pass. Texts are compared for being equal only, as Cosmos DB and Spark sort them differently.
 *   <li>A column of whole numbers has numbers with a fraction cut off, and texts of numbers: whatever could become
 *       the constant passes, and all texts. Cosmos DB compares numbers as doubles, which is the same as long as the
 *       constant is less than 2<sup>53</sup>.
 *   <li>A column of doubles has texts of numbers, {@code NaN} and {@code Infinity} among them: all texts pass.
 *   <li>A column of booleans has numbers and texts, too: all of both pass.
 *   <li>A comparison with a property that is missing, null or of another type is undefined and does not pass.
 *   <li>Decimals, floats, dates and timestamps, and columns with formats, are converted first: they are only asked
 *       for not being null.
 * </ul>
 */
record DocumentCondition(Projection projection, Set<String> withheld) {

    private static final long LARGEST_EXACT = (1L << 53) - 1;

    /** Empty if nothing can be said. */
    Optional<String> of(RowCondition condition) {
        if (condition instanceof All all) {
            List<String> parts = all.conditions().stream()
                    .map(this::of)
                    .flatMap(Optional::stream)
                    .toList();
            return parts.isEmpty() ? Optional.empty() : Optional.of(joined(" AND ", parts));
        }
        if (condition instanceof Any any) {
            List<Optional<String>> parts =
                    any.conditions().stream().map(this::of).toList();
            return parts.isEmpty() || parts.stream().anyMatch(Optional::isEmpty)
                    ? Optional.empty()
                    : Optional.of(joined(
                            " OR ", parts.stream().map(Optional::orElseThrow).toList()));
        }
        return leaf(condition);
    }

    private Optional<String> leaf(RowCondition condition) {
        if (condition instanceof Compared compared) {
            return usable(compared.path()).flatMap(at -> compared(compared, at));
        }
        if (condition instanceof OneOf oneOf) {
            return usable(oneOf.path()).flatMap(at -> oneOf(oneOf, at));
        }
        if (condition instanceof StartsWith starts) {
            return usable(starts.path()).flatMap(at -> starts(starts, at));
        }
        if (condition instanceof Absent absent) {
            return usable(absent.path()).flatMap(at -> absent(absent.path(), at));
        }
        ColumnPath path = ((Present) condition).path();
        return stored(path) ? Optional.of(present(SqlText.property(names(path)))) : Optional.empty();
    }

    /** Where the property is, if its values are those of the column. */
    private Optional<String> usable(ColumnPath path) {
        boolean converted = projection
                .find(path.column())
                .map(ProjectedColumn::formats)
                .filter(formats -> !formats.isEmpty())
                .isPresent();
        return converted || !stored(path) ? Optional.empty() : Optional.of(SqlText.property(names(path)));
    }

    private boolean stored(ColumnPath path) {
        return !withheld.contains(path.column()) && names(path).stream().allMatch(DocumentCondition::plain);
    }

    private static List<String> names(ColumnPath path) {
        return Stream.concat(Stream.of(path.column()), path.fields().stream()).toList();
    }

    private static Optional<String> compared(Compared compared, String at) {
        Object value = compared.value();
        boolean equal = compared.operator() == Operator.EQUAL;
        String comparison = at + sql(compared.operator()) + SqlText.constant(value);
        DataType type = compared.path().type();
        if (type instanceof StringType && value instanceof String text && plain(text)) {
            return Optional.of(equal && onlyText(text) ? comparison : withOtherTypes(comparison, at));
        }
        if (type instanceof BooleanType && value instanceof Boolean flag) {
            return Optional.of(withNumbersAndTexts(at + " = " + (equal == flag), at));
        }
        if (!exact(type, value)) {
            return Optional.empty();
        }
        return Optional.of(withTexts(
                type instanceof IntegralType ? beforeTheCut(compared.operator(), (Number) value, at) : comparison, at));
    }

    /** What a number must fulfil that fulfils the comparison with its fraction cut off. */
    private static String beforeTheCut(Operator operator, Number value, String at) {
        if (Math.abs(value.doubleValue()) >= LARGEST_EXACT) {
            // doubles of that size have no fraction
            return at + sql(operator) + SqlText.constant(value);
        }
        String above = at + " > " + SqlText.constant(moved(value, -1));
        String below = at + " < " + SqlText.constant(moved(value, 1));
        return switch (operator) {
            case EQUAL -> "(" + above + " AND " + below + ")";
            case DIFFERENT -> whole(value) ? at + sql(operator) + SqlText.constant(value) : "IS_NUMBER(" + at + ")";
            case LESS, AT_MOST -> below;
            case GREATER, AT_LEAST -> above;
        };
    }

    /** No whole number is 0.1, not even the 0 that the column has for it. */
    private static boolean whole(Number value) {
        return value instanceof Long || value.doubleValue() == Math.rint(value.doubleValue());
    }

    private static Number moved(Number value, int by) {
        return value instanceof Long whole ? (Number) (whole + by) : (Number) (value.doubleValue() + by);
    }

    private static Optional<String> oneOf(OneOf oneOf, String at) {
        DataType type = oneOf.path().type();
        List<Object> values = oneOf.values();
        String comparison = at + values.stream().map(SqlText::constant).collect(Collectors.joining(", ", " IN (", ")"));
        if (values.isEmpty()) {
            return Optional.empty();
        }
        if (type instanceof StringType
                && values.stream().allMatch(value -> value instanceof String text && plain(text))) {
            boolean texts = values.stream().allMatch(value -> onlyText((String) value));
            return Optional.of(texts ? comparison : withOtherTypes(comparison, at));
        }
        if (type instanceof BooleanType && values.stream().allMatch(Boolean.class::isInstance)) {
            return Optional.of(withNumbersAndTexts(comparison, at));
        }
        if (!values.stream().allMatch(value -> exact(type, value))) {
            return Optional.empty();
        }
        String numbers = type instanceof IntegralType
                ? joined(
                        " OR ",
                        values.stream()
                                .map(value -> beforeTheCut(Operator.EQUAL, (Number) value, at))
                                .toList())
                : comparison;
        return Optional.of(withTexts(numbers, at));
    }

    private static Optional<String> starts(StartsWith starts, String at) {
        String prefix = starts.prefix();
        if (!plain(prefix) || !(starts.path().type() instanceof StringType)) {
            return Optional.empty();
        }
        String comparison = "STARTSWITH(" + at + ", " + SqlText.text(prefix) + ")";
        boolean text = onlyText(prefix) && !"true".startsWith(prefix) && !"false".startsWith(prefix);
        return Optional.of(text ? comparison : withOtherTypes(comparison, at));
    }

    /** Inside of an object, what surrounds the value may be why it is NULL. */
    private static Optional<String> absent(ColumnPath path, String at) {
        if (!path.fields().isEmpty()) {
            return Optional.empty();
        }
        if (path.type() instanceof StringType) {
            return Optional.of("(NOT IS_DEFINED(" + at + ") OR IS_NULL(" + at + "))");
        }
        return path.type() instanceof BooleanType ? Optional.of("NOT IS_BOOL(" + at + ")") : Optional.empty();
    }

    private static String present(String at) {
        return "(IS_DEFINED(" + at + ") AND NOT IS_NULL(" + at + "))";
    }

    private static String withOtherTypes(String comparison, String at) {
        List<String> ways = new ArrayList<>(List.of(comparison));
        Stream.of("IS_NUMBER", "IS_BOOL", "IS_OBJECT", "IS_ARRAY").forEach(is -> ways.add(is + "(" + at + ")"));
        return joined(" OR ", ways);
    }

    private static String withNumbersAndTexts(String comparison, String at) {
        return "(" + comparison + " OR IS_NUMBER(" + at + ") OR IS_STRING(" + at + "))";
    }

    private static String withTexts(String comparison, String at) {
        return "(" + comparison + " OR IS_STRING(" + at + "))";
    }

    private static String joined(String word, List<String> parts) {
        return parts.size() == 1 ? parts.get(0) : parts.stream().collect(Collectors.joining(word, "(", ")"));
    }

    /** Whether Cosmos DB and Spark compare numbers of the column with the constant alike. */
    private static boolean exact(DataType type, Object value) {
        boolean numbers = type instanceof IntegralType || type instanceof DoubleType;
        boolean small = value instanceof Long number && Math.abs(number) <= LARGEST_EXACT && number != Long.MIN_VALUE;
        return numbers && (small || value instanceof Double number && Double.isFinite(number));
    }

    /**
     * Whether the text can be none of a number, a boolean, an object or an array, nor the beginning of a number, an
     * object or an array.
     */
    private static boolean onlyText(String text) {
        return !text.isEmpty()
                && "-0123456789{[IN".indexOf(text.charAt(0)) < 0
                && !text.equals("true")
                && !text.equals("false");
    }

    /**
     * Half of a pair of surrogates becomes a question mark in Spark, so that texts with either are not told apart;
     * control characters are not worth the doubt.
     */
    private static boolean plain(String text) {
        return text.indexOf('?') < 0
                && text.chars().noneMatch(Character::isISOControl)
                && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static String sql(Operator operator) {
        return switch (operator) {
            case EQUAL -> " = ";
            case DIFFERENT -> " != ";
            case LESS -> " < ";
            case AT_MOST -> " <= ";
            case GREATER -> " > ";
            case AT_LEAST -> " >= ";
        };
    }
}
