package io.cosmosdataflow.store.failure;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.avro.SchemaParseException;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.AnalysisException;

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

    /** Source: CheckAnalysis and TypeUtils of Spark 3.4. */
    private static final Pattern NOT_ORDERED = Pattern.compile("INVALID_ORDERING_TYPE"
            + "|TYPE_IS_NOT_ORDERABLE"
            + "|not an orderable data type"
            + "|SET_OPERATION_ON_MAP_TYPE"
            + "|map type columns in DataFrame which calls set operations");

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
            if (cause instanceof SchemaParseException && !FileFailure.reading(causes)) {
                reason = REASONS.get("INVALID_COLUMN_NAME_AS_PATH");
            }
            if (cause instanceof AnalysisException
                    && NOT_ORDERED.matcher(ForeignFailure.line(cause)).find()) {
                return Optional.of(JobException.of(
                        ErrorCode.InvalidCall,
                        "Maps, and what has maps in it, have no order and cannot be compared: no minimum or maximum, no"
                                + " group, sort or join by them. Take the values out that are needed.",
                        failure));
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
