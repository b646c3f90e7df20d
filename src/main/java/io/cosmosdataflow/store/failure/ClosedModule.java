package io.cosmosdataflow.store.failure;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the JDK keeps from Spark unless it is told otherwise. Source: Java's Module system (JEP 403), and the options
 * that Spark's own scripts give to Java 17.
 */
final class ClosedModule {

    /** {@code does not export sun.nio.ch to ..}, {@code does not "opens java.nio" to ..}. */
    private static final Pattern KEPT =
            Pattern.compile("module (\\S{1,100}) does not (?:export|\"?opens|\"?exports) ([\\w.]{1,200})");

    private ClosedModule() {}

    /** The cause itself may be gone where a class could not be initialized before. */
    static Optional<JobException> find(Throwable failure, List<Throwable> causes) {
        for (Throwable cause : causes) {
            Matcher kept = KEPT.matcher(String.valueOf(cause.getMessage()));
            if (kept.find()) {
                return Optional.of(JobException.of(
                        ErrorCode.JavaOptionsMissing,
                        "Java keeps the package " + kept.group(2) + " of its module " + kept.group(1)
                                + " from Spark: the JVM was started without the options that Spark needs on Java 17."
                                + " Start it with spark-submit or with scripts/cosmos-dataflow, or give java the options"
                                + " of scripts/java.options (java @scripts/java.options ...).",
                        failure));
            }
        }
        return Optional.empty();
    }
}
