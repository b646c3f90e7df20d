package io.cosmosdataflow.store.failure;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkThrowable;

/** Columns that a format or a table cannot hold, and files whose columns are not those of the first file. */
final class ColumnFailure {

    /** Spark's error classes, and Delta's, whose messages name columns and types and no value. */
    private static final Map<String, String> REASONS = Map.ofEntries(
            Map.entry("COLUMN_ALREADY_EXISTS", "two columns have one name"),
            Map.entry("DELTA_DUPLICATE_COLUMNS_FOUND", "two columns have one name"),
            Map.entry("AMBIGUOUS_COLUMN_OR_FIELD", "two columns have one name"),
            Map.entry("INVALID_COLUMN_NAME_AS_PATH", "a name has a character that the format does not take"),
            Map.entry(
                    "DELTA_INVALID_CHARACTERS_IN_COLUMN_NAMES", "a name has a character that the format does not take"),
            Map.entry(
                    "DELTA_INVALID_CHARACTERS_IN_COLUMN_NAME", "a name has a character that the format does not take"),
            Map.entry("_LEGACY_ERROR_TEMP_1136", "the format has no such type"),
            Map.entry("_LEGACY_ERROR_TEMP_1150", "the format has no such type"),
            Map.entry("UNSUPPORTED_DATATYPE", "the format has no such type"),
            Map.entry("_LEGACY_ERROR_TEMP_1142", "there is no column, or an object without a field"),
            Map.entry("DELTA_EMPTY_DATA", "there is no column"),
            Map.entry("_LEGACY_ERROR_TEMP_2063", "a file has a column of another type than the first file"));

    private ColumnFailure() {}

    static Optional<JobException> find(Throwable failure, List<Throwable> causes) {
        for (Throwable cause : causes) {
            String reason = cause instanceof SparkThrowable spark && spark.getErrorClass() != null
                    ? REASONS.get(spark.getErrorClass())
                    : null;
            // no public type of Spark's Avro module names it
            if (cause.getClass().getSimpleName().equals("IncompatibleSchemaException")) {
                reason = FileFailure.reading(causes)
                        ? REASONS.get("_LEGACY_ERROR_TEMP_2063")
                        : REASONS.get("UNSUPPORTED_DATATYPE");
            }
            if (reason != null) {
                return Optional.of(JobException.of(
                        ErrorCode.SchemaMismatch,
                        "The columns do not fit: " + reason + ". " + sentence(ForeignFailure.line(cause))
                                + " Map or convert the columns.",
                        failure));
            }
        }
        return Optional.empty();
    }

    private static String sentence(String text) {
        String shown = text.replaceFirst("^\\[[A-Z_.]+] ", "").trim();
        return shown.endsWith(".") ? shown : shown + ".";
    }
}
