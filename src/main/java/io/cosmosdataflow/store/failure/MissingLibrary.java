package io.cosmosdataflow.store.failure;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.spark.SparkThrowable;

/** Classes and native libraries that the environment does not have: a file system, a codec, a source of Spark. */
final class MissingLibrary {

    private static final String OURS = "io.cosmosdataflow";

    private MissingLibrary() {}

    static Optional<JobException> find(Throwable failure, List<Throwable> causes) {
        for (Throwable cause : causes) {
            if (cause instanceof UnsupportedFileSystemException) {
                return Optional.of(missing(ForeignFailure.line(cause), failure));
            }
            if (cause instanceof SparkThrowable spark && "DATA_SOURCE_NOT_FOUND".equals(spark.getErrorClass())) {
                return Optional.of(missing("Spark has no such source", failure));
            }
            boolean link = cause instanceof ClassNotFoundException || cause instanceof LinkageError;
            if (link && !ours(cause)) {
                return Optional.of(
                        missing(cause.getClass().getSimpleName() + ": " + ForeignFailure.line(cause), failure));
            }
            if (cause instanceof RuntimeException
                    && String.valueOf(cause.getMessage()).startsWith("native ")
                    && ForeignFailure.within(cause, "org.apache.hadoop.io.compress", "org.apache.hadoop.util")) {
                return Optional.of(missing(ForeignFailure.line(cause), failure));
            }
        }
        return Optional.empty();
    }

    /** A class of this product that is not there, or does not start, is nobody else's fault. */
    private static boolean ours(Throwable cause) {
        return cause instanceof ExceptionInInitializerError
                || String.valueOf(cause.getMessage()).replace('/', '.').contains(OURS);
    }

    private static JobException missing(String what, Throwable failure) {
        return JobException.of(
                ErrorCode.LibraryMissing,
                "A library that is needed here is not on the class path, or in another version: " + what
                        + ". Add it with --packages or --jars, or choose another format, codec or store.",
                failure);
    }
}
