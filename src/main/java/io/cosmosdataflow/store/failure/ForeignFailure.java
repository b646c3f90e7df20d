package io.cosmosdataflow.store.failure;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.lang3.exception.ExceptionUtils;

/** Finds what the user, the data or the environment has to do with an exception that is not of this product. */
public final class ForeignFailure {

    /** What Spark says of jobs that it ends by itself, without a cause. Source: DAGScheduler of Spark 3.4. */
    private static final Pattern ENDED_JOB = Pattern.compile("SparkContext was shut down"
            + "|stopped SparkContext"
            + "|Job \\S+ cancelled"
            + "|Stage cancelled"
            + "|ExecutorLostFailure"
            + "|FetchFailed"
            + "|spark\\.driver\\.maxResultSize"
            + "|Cannot broadcast the table"
            + "|Not enough memory to build and broadcast");

    private static final int LONGEST = 300;

    /**
     * Source: AnalysisException, TreeNodeException's heirs, QueryPlanner, CheckAnalysis of Spark 3.4. A plan on lines of
     * its own has a semicolon before it.
     */
    private static final Pattern OF_PLAN =
            Pattern.compile("(?:;|, tree:.*|[:;]? *(?:No plan for|(?:the )?unresolved operator:?) .*)$");

    /** Source: LocalCheckpointRDD of Spark 3.4. */
    private static final String LOST_ROWS = "Checkpoint block rdd_";

    private ForeignFailure() {}

    /** Empty if nobody but this product can be at fault. */
    public static Optional<JobException> find(Throwable failure) {
        List<Throwable> causes = ExceptionUtils.getThrowableList(failure);
        return causes.stream()
                .filter(JobException.class::isInstance)
                .map(JobException.class::cast)
                .findFirst()
                .or(() -> MachineFailure.find(failure, causes))
                .or(() -> stack(failure, causes))
                .or(() -> ClosedModule.find(failure, causes))
                .or(() -> MissingLibrary.find(failure, causes))
                .or(() -> ColumnFailure.find(failure, causes))
                .or(() -> FileFailure.find(failure, causes))
                .or(() -> ExpressionFailure.find(failure, causes))
                .or(() -> database(failure, causes))
                .or(() -> ended(failure, causes));
    }

    private static Optional<JobException> stack(Throwable failure, List<Throwable> causes) {
        if (causes.stream().anyMatch(StackOverflowError.class::isInstance)) {
            return Optional.of(JobException.of(
                    ErrorCode.ActivityFailed,
                    "Something is nested too deeply for the stack of a thread: an expression, a document or a plan."
                            + " Take it apart, or give threads more (JAVA_OPTS=-Xss8m, or spark.driver.extraJavaOptions"
                            + " and spark.executor.extraJavaOptions).",
                    failure));
        }
        return Optional.empty();
    }

    /** The driver's text may hold a value, or what must not be seen; its codes tell the kind. */
    private static Optional<JobException> database(Throwable failure, List<Throwable> causes) {
        return causes.stream()
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .findFirst()
                .map(answer -> JobException.of(
                        String.valueOf(answer.getSQLState()).startsWith("08")
                                ? ErrorCode.SqlUnreachable
                                : ErrorCode.SqlQueryFailed,
                        "A database refuses a statement (SQLSTATE " + answer.getSQLState() + ", code "
                                + answer.getErrorCode() + "). Its own log has the reason.",
                        failure));
    }

    private static Optional<JobException> ended(Throwable failure, List<Throwable> causes) {
        for (Throwable cause : causes) {
            if (String.valueOf(cause.getMessage()).contains(LOST_ROWS)) {
                return Optional.of(JobException.of(
                        ErrorCode.ActivityFailed,
                        "An executor was lost with rows that must be the same to the end of the activity, and would be"
                                + " others if they were computed again. What was written before stays. Run it again with"
                                + " --state DIR, a directory that all executors reach: there such rows survive.",
                        failure));
            }
            Matcher reason = ENDED_JOB.matcher(String.valueOf(cause.getMessage()));
            if (reason.find()) {
                return Optional.of(JobException.of(
                        ErrorCode.ActivityFailed,
                        "Spark ended the activity's job: " + reason.group()
                                + ". See whether the application was stopped, executors were lost or memory was short.",
                        failure));
            }
            if (cause instanceof InterruptedException || cause instanceof TimeoutException) {
                return Optional.of(JobException.of(
                        ErrorCode.ActivityFailed, "The activity was cancelled, or waited in vain for Spark.", failure));
            }
        }
        return Optional.empty();
    }

    /** Whether {@code thrown} was thrown inside one of the packages, whatever of the JDK it called. */
    static boolean within(Throwable thrown, String... packages) {
        for (StackTraceElement frame : thrown.getStackTrace()) {
            String name = frame.getClassName();
            if (name.startsWith("java.") || name.startsWith("jdk.") || name.startsWith("sun.")) {
                continue;
            }
            for (String each : packages) {
                if (name.startsWith(each)) {
                    return true;
                }
            }
            return false;
        }
        return false;
    }

    /**
     * The first line of a message, not longer than a reader reads, without what Spark puts there of its plan: the user
     * has written another one, and literals in it may be data.
     */
    public static String line(Throwable thrown) {
        String first = String.valueOf(thrown.getMessage()).lines().findFirst().orElse("");
        String plain = OF_PLAN.matcher(first).replaceFirst("");
        return plain.length() > LONGEST ? plain.substring(0, LONGEST) + "..." : plain;
    }
}
