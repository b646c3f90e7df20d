package io.cosmosdataflow.store.failure;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import java.time.DateTimeException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import org.apache.spark.SparkThrowable;

/** Expressions that cannot be evaluated for a row: what was computed is at fault, and the value is not shown. */
final class ExpressionFailure {

    private static final String TOO_LARGE = "a result is too large";

    /** By Spark's error classes, or how they begin. Source: error-classes.json of Spark 3.4. */
    private static final Map<String, String> REASONS = Map.ofEntries(
            Map.entry("INVALID_PARAMETER_VALUE.PATTERN", "a regular expression is none"),
            Map.entry("INVALID_PARAMETER_VALUE.AES", "a key or a text to decrypt has a wrong length or content"),
            Map.entry("INVALID_PARAMETER_VALUE", "an argument has a value that it cannot have"),
            Map.entry("DUPLICATED_MAP_KEY", "a key is twice in a map"),
            Map.entry("NULL_MAP_KEY", "a key of a map is null"),
            Map.entry("SCALAR_SUBQUERY_TOO_MANY_ROWS", "one row is expected, and there are several"),
            Map.entry("ARITHMETIC_OVERFLOW", TOO_LARGE),
            Map.entry("BINARY_ARITHMETIC_OVERFLOW", TOO_LARGE),
            Map.entry("CANNOT_CHANGE_DECIMAL_PRECISION", TOO_LARGE),
            Map.entry("NUMERIC_VALUE_OUT_OF_RANGE", TOO_LARGE),
            Map.entry("DATETIME_OVERFLOW", TOO_LARGE),
            Map.entry("_LEGACY_ERROR_TEMP_2161", TOO_LARGE),
            Map.entry("_LEGACY_ERROR_TEMP_2176", TOO_LARGE),
            Map.entry("DIVIDE_BY_ZERO", "a number is divided by zero"),
            Map.entry("CAST_", "a value cannot be converted to the type that is asked for"),
            Map.entry("CANNOT_PARSE_", "a text cannot be read as the type that is asked for"),
            Map.entry("INVALID_ARRAY_INDEX", "an array has no element of the index"),
            Map.entry("INCONSISTENT_BEHAVIOR_CROSS_VERSION", "a pattern or a value of a date or time cannot be"),
            Map.entry("_LEGACY_ERROR_TEMP_2007", "a regular expression has fewer groups than are asked for"));

    private ExpressionFailure() {}

    static Optional<JobException> find(Throwable failure, List<Throwable> causes) {
        return causes.stream()
                .map(ExpressionFailure::reason)
                .flatMap(Optional::stream)
                .findFirst()
                .map(reason -> JobException.of(
                        ErrorCode.ExpressionFailed,
                        "An expression cannot be evaluated for a row: " + reason
                                + ". Correct the data before it, or guard the expression.",
                        failure));
    }

    private static Optional<String> reason(Throwable cause) {
        if (cause instanceof PatternSyntaxException) {
            return Optional.of(REASONS.get("INVALID_PARAMETER_VALUE.PATTERN"));
        }
        if (cause instanceof DateTimeException) {
            return Optional.of("a date, a time or a time zone cannot be");
        }
        if (cause instanceof SparkThrowable spark && spark.getErrorClass() != null) {
            return REASONS.entrySet().stream()
                    .filter(each -> spark.getErrorClass().startsWith(each.getKey()))
                    .max(Map.Entry.comparingByKey())
                    .map(Map.Entry::getValue);
        }
        boolean evaluating = ForeignFailure.within(
                cause,
                "org.apache.spark.sql.catalyst.util.DateTime",
                "org.apache.spark.unsafe.types.",
                "org.apache.spark.sql.types.Decimal");
        if (cause instanceof ArithmeticException && evaluating) {
            return Optional.of(TOO_LARGE);
        }
        return cause instanceof IllegalArgumentException && evaluating
                ? Optional.of("an argument has a value that it cannot have")
                : Optional.empty();
    }
}
