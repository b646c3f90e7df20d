package io.cosmosdataflow.store.failure;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.diagnostic.MachineLimit;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.PathIOException;
import org.apache.hadoop.security.AccessControlException;

/** Files that are gone, that are not what they should be, whose names cannot be, and stores that refuse. */
final class FileFailure {

    /** Where Spark reads files, and where the formats' own readers do. */
    private static final List<String> READERS = List.of(
            "org.apache.spark.sql.execution.datasources.FileScanRDD",
            "org.apache.spark.sql.execution.datasources.v2.FilePartitionReader",
            "org.apache.parquet.hadoop.ParquetFileReader",
            "org.apache.avro.file.DataFileReader",
            "org.apache.orc.impl.ReaderImpl",
            "org.apache.orc.impl.RecordReaderImpl",
            "io.cosmosdataflow.store.file.scan.");

    private static final String[] FORMATS = {
        "org.apache.parquet.",
        "shaded.parquet.",
        "org.apache.spark.sql.execution.datasources.parquet.",
        "org.apache.spark.sql.execution.vectorized.",
        "org.apache.spark.sql.execution.datasources.orc.",
        "org.apache.avro.",
        "org.apache.spark.sql.avro.",
        "org.apache.orc.",
        "org.apache.hadoop.hive.",
        "org.xerial.snappy.",
        "org.apache.hadoop.io.compress.",
        "org.apache.commons.compress.",
        "com.github.luben.zstd.",
        "net.jpountz.",
        "io.airlift.compress."
    };

    /**
     * A file that a message names: as a URL, up to a blank or the full stop behind it. What begins with {@code http} is
     * an account, not a file.
     */
    private static final Pattern FILE = Pattern.compile("\\b(?!http)[a-z][a-z0-9+-]*:/+[^\\s]*?(?=\\.?(?:\\s|$))");

    private FileFailure() {}

    static Optional<JobException> find(Throwable failure, List<Throwable> causes) {
        boolean reading = reading(causes);
        for (Throwable cause : causes) {
            if (gone(cause)) {
                return Optional.of(JobException.of(
                        ErrorCode.FileNotFound,
                        "A file is gone that was there when the files were listed" + named(causes)
                                + ". Run again when nobody changes the folder.",
                        failure));
            }
            if (refused(cause)) {
                return Optional.of(refusal(cause, failure));
            }
            if (name(cause)) {
                return Optional.of(JobException.of(
                        ErrorCode.FileNameInvalid,
                        "A folder or a file has a name that cannot be: " + ForeignFailure.line(cause)
                                + ". Correct the name in the dataset, in a parameter or in the column that names it.",
                        failure));
            }
        }
        if (reading && causes.stream().anyMatch(cause -> ForeignFailure.within(cause, FORMATS) || spark(cause))) {
            return Optional.of(JobException.of(
                    ErrorCode.FileMalformed,
                    "A file cannot be read" + named(causes) + ": it is not of the format of its dataset, is cut off, or"
                            + " is damaged. Correct the file, or leave it out with a wildcard.",
                    failure));
        }
        return causes.stream()
                .filter(cause -> cause instanceof IOException || cause instanceof UncheckedIOException)
                .reduce((outer, inner) -> inner)
                .map(cause -> refusal(cause, failure));
    }

    /** Java says it also of files that it may not open, with the reason in parentheses. */
    private static boolean gone(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        return cause instanceof NoSuchFileException
                || cause instanceof FileNotFoundException
                        && (!message.endsWith(")") || message.endsWith("(No such file or directory)"));
    }

    /** Whether something was being read, and not written. */
    static boolean reading(List<Throwable> causes) {
        return causes.stream()
                .flatMap(cause -> Arrays.stream(cause.getStackTrace()))
                .anyMatch(frame -> READERS.stream().anyMatch(frame.getClassName()::startsWith));
    }

    private static boolean spark(Throwable cause) {
        return String.valueOf(cause.getMessage()).startsWith("Encountered error while reading file");
    }

    /** What a store, a network or a file system answers, which says nothing of what is in a file. */
    private static boolean refused(Throwable cause) {
        return cause instanceof FileNotFoundException
                || cause instanceof AccessControlException
                || cause instanceof FSError
                || cause instanceof FileSystemException
                || cause instanceof PathIOException
                || cause instanceof SSLException
                || cause instanceof UnknownHostException
                || cause instanceof ConnectException
                || cause instanceof SocketTimeoutException
                || cause instanceof SocketException;
    }

    private static boolean name(Throwable cause) {
        return cause instanceof InvalidPathException
                || cause instanceof URISyntaxException
                || cause instanceof IllegalArgumentException
                        && ForeignFailure.within(cause, "org.apache.hadoop.fs.Path", "org.apache.hadoop.fs.FileSystem");
    }

    private static JobException refusal(Throwable cause, Throwable failure) {
        Throwable said = cause instanceof FSError && cause.getCause() != null ? cause.getCause() : cause;
        return JobException.of(
                ErrorCode.FileStoreFailed,
                "A store refuses, or cannot be reached: " + said.getClass().getSimpleName() + ": "
                        + ForeignFailure.line(said) + ". "
                        + MachineLimit.of(said)
                                .map(MachineLimit::advice)
                                .orElse("Check rights, space, network and addresses")
                        + ".",
                failure);
    }

    /** {@code , 'file:/a/b'}, or nothing: some libraries do not say which file it is. */
    private static String named(List<Throwable> causes) {
        for (Throwable cause : causes) {
            Matcher file = FILE.matcher(String.valueOf(cause.getMessage()));
            if (file.find()) {
                return ", '" + file.group() + "'";
            }
        }
        return "";
    }
}
