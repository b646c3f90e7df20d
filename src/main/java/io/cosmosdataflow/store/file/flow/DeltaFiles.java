package io.cosmosdataflow.store.file.flow;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.project.Projection;
import io.cosmosdataflow.project.TableColumns;
import io.cosmosdataflow.project.TypeHints;
import io.cosmosdataflow.store.failure.ForeignFailure;
import io.cosmosdataflow.store.storage.FileRoot;
import io.cosmosdataflow.store.storage.StorageAccess;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Delta tables by their paths. Delta's classes are asked for only here and in {@link DeltaWriting}, so that a
 * cluster without them runs everything else.
 */
final class DeltaFiles {

    static final String FORMAT = "delta";

    private static final String NOT_CONFIGURED = "DELTA_CONFIGURE_SPARK_SESSION_WITH_EXTENSION_AND_CATALOG";

    private static final String HOW_TO_START = "Start Spark with --packages io.delta:delta-core_2.12:2.4.0"
            + " --conf spark.sql.extensions=io.delta.sql.DeltaSparkSessionExtension"
            + " --conf spark.sql.catalog.spark_catalog=org.apache.spark.sql.delta.catalog.DeltaCatalog";

    private DeltaFiles() {}

    static Dataset<Row> read(
            SparkSession spark,
            FileRoot root,
            String folder,
            Optional<DeltaVersion> version,
            boolean emptyAllowed,
            Projection projection,
            TypeHints hints) {
        if (!exists(spark, root, folder)) {
            if (emptyAllowed) {
                return spark.createDataFrame(List.of(), projection.schema());
            }
            throw JobException.of(
                    ErrorCode.FileNotFound,
                    "There is no Delta table in '" + folder + "' of linked service '" + root.linkedService()
                            + "': the folder has no '_delta_log'. Check container and folder.");
        }
        return guarded(folder, () -> {
            var reader = spark.read().format(FORMAT).options(StorageAccess.overlay(root));
            version.ifPresent(old -> reader.option(old.option(), old.value()));
            Dataset<Row> rows = reader.load(folder);
            return new TableColumns(projection, hints, TableColumns.Texts.TYPED)
                    .of(rows, () -> rows.limit(10_000), List.of());
        });
    }

    static boolean exists(SparkSession spark, FileRoot root, String folder) {
        Path log = new Path(folder + "/_delta_log");
        try (FileSystem files = StorageAccess.of(spark, root).open(log)) {
            return files.exists(log);
        } catch (IOException e) {
            throw JobException.of(
                    ErrorCode.FileStoreFailed, "'" + folder + "' cannot be looked into: " + e.getMessage(), e);
        }
    }

    static Map<String, String> options(FileRoot root) {
        return StorageAccess.overlay(root);
    }

    /** Says what Delta's own exceptions mean; they are checked ones that no signature names. */
    static <T> T guarded(String folder, Supplier<T> work) {
        try {
            return work.get();
        } catch (JobException e) {
            throw e;
        } catch (LinkageError e) {
            throw JobException.of(
                    ErrorCode.DeltaUnavailable, "Delta Lake is not on the class path. " + HOW_TO_START + ".", e);
        } catch (Exception e) {
            throw failure(folder, e);
        }
    }

    private static RuntimeException failure(String folder, Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof JobException known) {
                return known;
            }
            String code = cause instanceof SparkThrowable known ? String.valueOf(known.getErrorClass()) : "";
            if (code.equals(NOT_CONFIGURED)) {
                return JobException.of(
                        ErrorCode.DeltaUnavailable,
                        "The Spark session is not configured for Delta Lake. " + HOW_TO_START + ".",
                        failure);
            }
            if (cause instanceof ClassNotFoundException
                    && String.valueOf(cause.getMessage()).contains(FORMAT)) {
                return JobException.of(
                        ErrorCode.DeltaUnavailable,
                        "Delta Lake is not on the class path. " + HOW_TO_START + ".",
                        failure);
            }
            if (code.equals("DELTA_MULTIPLE_SOURCE_ROW_MATCHING_TARGET_ROW_IN_MERGE")) {
                return JobException.of(
                        ErrorCode.FileStoreFailed,
                        "Several rows have the keys of one row of the Delta table in '" + folder
                                + "', and each would change it. Make the keys unique before the sink.",
                        failure);
            }
            if (String.valueOf(cause.getMessage()).contains("schema mismatch")) {
                return JobException.of(
                        ErrorCode.SchemaMismatch,
                        "The rows do not have the columns of the Delta table in '" + folder
                                + "'. Turn 'mergeSchema' on to add columns, or map them.",
                        failure);
            }
        }
        Optional<JobException> known = ForeignFailure.find(failure);
        if (known.filter(each -> each.code() != ErrorCode.FileStoreFailed).isPresent()) {
            return known.get();
        }
        Throwable refusal = ofDelta(failure);
        if (known.isEmpty() && refusal == null) {
            return new IllegalStateException("The Delta table in '" + folder + "' is not read or written.", failure);
        }
        return JobException.of(
                ErrorCode.FileStoreFailed,
                "The Delta table in '" + folder + "' refuses: "
                        + ForeignFailure.line(refusal == null ? failure : refusal),
                failure);
    }

    /** The first that Delta itself has thrown; null if none is. */
    private static Throwable ofDelta(Throwable failure) {
        Throwable cause = failure;
        while (cause != null
                && !cause.getClass().getName().startsWith("org.apache.spark.sql.delta.")
                && !cause.getClass().getName().startsWith("io.delta.")) {
            cause = cause.getCause();
        }
        return cause;
    }
}
