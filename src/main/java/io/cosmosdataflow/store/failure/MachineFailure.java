package io.cosmosdataflow.store.failure;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.diagnostic.MachineLimit;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkEnv;

/** Memory, threads and open files of the process, and the room for Spark's own files: what a machine does not have. */
final class MachineFailure {

    /** What writes and reads files of shuffles, of rows that do not fit into memory, and of blocks. */
    private static final String[] SPARKS_FILES = {
        "org.apache.spark.shuffle.",
        "org.apache.spark.storage.",
        "org.apache.spark.memory.",
        "org.apache.spark.util.collection.",
        "org.apache.spark.util.Utils"
    };

    private MachineFailure() {}

    static Optional<JobException> find(Throwable failure, List<Throwable> causes) {
        Optional<JobException> files = causes.stream()
                .flatMap(cause -> own(cause).stream())
                .reduce((outer, inner) -> inner)
                .map(said -> exhausted(said, failure));
        return files.or(() -> memory(causes).map(said -> exhausted(said, failure)));
    }

    private static JobException exhausted(String said, Throwable failure) {
        return JobException.of(ErrorCode.MachineExhausted, said, failure);
    }

    /** No store is at fault where Spark's own files are, nor for files that the process has open. */
    private static Optional<String> own(Throwable cause) {
        Optional<MachineLimit> limit = MachineLimit.of(cause);
        if (limit.filter(MachineLimit.OPEN_FILES::equals).isPresent()) {
            return Optional.of("The process may not open more files: " + ForeignFailure.line(cause) + ". "
                    + limit.get().advice() + ".");
        }
        return limit.filter(any -> ForeignFailure.within(cause, SPARKS_FILES))
                .map(any -> "Spark cannot write its own files to " + localDirectories() + ": "
                        + ForeignFailure.line(cause) + ". " + any.advice()
                        + ", or name another directory: SPARK_LOCAL_DIRS=DIR, or --conf spark.local.dir=DIR.");
    }

    /** Source: Utils.getConfiguredLocalDirs of Spark 3.4. */
    private static String localDirectories() {
        String variable = System.getenv("SPARK_LOCAL_DIRS");
        if (variable != null) {
            return variable;
        }
        String usual = System.getProperty("java.io.tmpdir");
        SparkEnv present = SparkEnv.get();
        return present == null ? usual : present.conf().get("spark.local.dir", usual);
    }

    private static Optional<String> memory(List<Throwable> causes) {
        return causes.stream()
                .filter(OutOfMemoryError.class::isInstance)
                .findFirst()
                .map(error -> String.valueOf(error.getMessage()).contains("native thread")
                        ? "The process may not start more threads. Allow it more (ulimit -u, or the limit of the"
                                + " container), or run fewer tasks side by side (SPARK_MASTER=local[2])."
                        : "The JVM ran out of memory. Give it more (JAVA_OPTS=-Xmx4g, or --driver-memory and"
                                + " --executor-memory of spark-submit).");
    }
}
