package io.cosmosdataflow.run.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.testing.HadoopErrors;
import io.cosmosdataflow.testing.SharedSpark;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.security.AccessControlException;
import org.apache.spark.SparkException;
import org.apache.spark.memory.SparkOutOfMemoryError;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FailuresTest {

    private static Throwable wrapped(Throwable cause) {
        return new RuntimeException("Job aborted", new IllegalStateException("Task failed", cause));
    }

    @Test
    void whatOneOfOursSaysIsFoundUnderWhatSparkPutsAroundIt() {
        JobException ours = JobException.of(ErrorCode.FileNotFound, "No file.");

        assertThat(Failures.of(wrapped(ours))).isSameAs(ours);
    }

    @Test
    void tooLittleMemoryIsAFaultOfTheMachineWithAdvice() {
        JobException failure = Failures.of(wrapped(new OutOfMemoryError("Java heap space")));

        assertThat(failure.code()).isEqualTo(ErrorCode.MachineExhausted);
        assertThat(failure.code().category().exitCode()).isEqualTo(5);
        assertThat(failure).hasMessageContaining("ran out of memory").hasMessageContaining("--driver-memory");
        assertThat(Failures.of(wrapped(new OutOfMemoryError("unable to create native thread"))))
                .hasMessageContaining("ulimit -u");
    }

    /** Texts of strerror(3), in the exceptions of Java and of Hadoop's local files. */
    @ParameterizedTest
    @CsvSource({
        "No space left on device, FileStoreFailed,  Make room",
        "Disk quota exceeded,     FileStoreFailed,  Make room",
        "Read-only file system,   FileStoreFailed,  can be written",
        "Permission denied,       FileStoreFailed,  rights",
        "File name too long,      FileStoreFailed,  255 bytes",
        "Too many open files,     MachineExhausted, ulimit -n"
    })
    void whatTheOperatingSystemRefusesIsToldWithAdvice(String reason, ErrorCode code, String advice) {
        List<Throwable> same = List.of(
                new IOException(reason),
                HadoopErrors.of(new IOException(reason)),
                new UncheckedIOException(new IOException(reason)),
                new FileNotFoundException("/a/b (" + reason + ")"),
                new FileSystemException("/a/b", null, reason));
        for (Throwable each : same) {
            JobException failure = Failures.of(wrapped(each));

            assertThat(failure.code()).as(each.toString()).isEqualTo(code);
            assertThat(failure)
                    .hasMessageContaining(reason)
                    .hasMessageContaining(advice)
                    .hasMessageNotContaining("FSError");
        }
    }

    /** A spill that is refused comes as an error about memory. Source: TaskMemoryManager of Spark 3.4. */
    @Test
    void filesOfSparkItselfAreToldWithTheirDirectory() {
        Throwable thrown = new SparkOutOfMemoryError("error while calling spill() on x : No space left on device");
        thrown.setStackTrace(new StackTraceElement[] {
            new StackTraceElement("org.apache.spark.memory.TaskMemoryManager", "acquireExecutionMemory", null, 1)
        });

        JobException failure = Failures.of(wrapped(thrown));

        assertThat(failure.code()).isEqualTo(ErrorCode.MachineExhausted);
        assertThat(failure)
                .hasMessageContaining("Spark cannot write its own files to " + System.getProperty("java.io.tmpdir"))
                .hasMessageContaining("No space left on device")
                .hasMessageContaining("SPARK_LOCAL_DIRS");
    }

    /** Another directory would not help. */
    @Test
    void tooManyOpenFilesAreNotAQuestionOfTheDirectory() {
        Throwable thrown = new FileNotFoundException("/tmp/blockmgr/temp_shuffle_1 (Too many open files)");
        thrown.setStackTrace(new StackTraceElement[] {
            new StackTraceElement("org.apache.spark.storage.DiskBlockObjectWriter", "open", null, 1)
        });

        JobException failure = Failures.of(wrapped(thrown));

        assertThat(failure.code()).isEqualTo(ErrorCode.MachineExhausted);
        assertThat(failure).hasMessageContaining("ulimit -n").hasMessageNotContaining("SPARK_LOCAL_DIRS");
    }

    @Test
    void whatNobodyExpectedIsAFaultOfOursWithItsCause() {
        Throwable unexpected = wrapped(new ArithmeticException("/ by zero\nmore"));
        JobException failure = Failures.of(unexpected);

        assertThat(failure.code()).isEqualTo(ErrorCode.Internal);
        assertThat(failure)
                .hasMessage("Unexpected ArithmeticException: / by zero.")
                .hasCause(unexpected);
    }

    /** Types and messages as Spark 3.4, Hadoop 3.3 and the formats' libraries throw them. */
    /** Some of what is asked for here is wrong on purpose. */
    @SuppressWarnings({"InvalidPatternSyntax", "InvalidZoneId"})
    static Stream<Arguments> foreign() {
        return Stream.of(
                Arguments.of(ErrorCode.ActivityFailed, new StackOverflowError()),
                Arguments.of(ErrorCode.ActivityFailed, new InterruptedException("x")),
                Arguments.of(
                        ErrorCode.ActivityFailed,
                        new IllegalStateException("Job 3 cancelled because SparkContext was shut down")),
                Arguments.of(
                        ErrorCode.ActivityFailed,
                        new SparkException("Checkpoint block rdd_7_3 not found! Either the executor that originally"
                                + " checkpointed this partition is no longer alive, or the original RDD is"
                                + " unpersisted.")),
                Arguments.of(
                        ErrorCode.LibraryMissing, new ClassNotFoundException("com.hadoop.compression.lzo.LzoCodec")),
                Arguments.of(ErrorCode.LibraryMissing, new NoClassDefFoundError("com/amazonaws/AmazonClientException")),
                Arguments.of(ErrorCode.LibraryMissing, new UnsatisfiedLinkError("no snappyjava in java.library.path")),
                Arguments.of(
                        ErrorCode.LibraryMissing,
                        new UnsupportedFileSystemException("No FileSystem for scheme \"abfsx\"")),
                Arguments.of(
                        ErrorCode.FileNotFound, new FileNotFoundException("File file:/a/b.parquet does not exist")),
                Arguments.of(ErrorCode.FileStoreFailed, new FileNotFoundException("/a/b (Permission denied)")),
                Arguments.of(ErrorCode.FileStoreFailed, new AccessDeniedException("/a/b")),
                Arguments.of(ErrorCode.FileStoreFailed, new AccessControlException("Permission denied: user=x")),
                Arguments.of(ErrorCode.FileStoreFailed, new IOException("No space left on device")),
                Arguments.of(ErrorCode.FileStoreFailed, new UnknownHostException("x.blob.core.windows.net")),
                Arguments.of(ErrorCode.FileStoreFailed, new SSLHandshakeException("PKIX path building failed")),
                Arguments.of(ErrorCode.FileStoreFailed, new SocketTimeoutException("Read timed out")),
                Arguments.of(
                        ErrorCode.FileNameInvalid, new InvalidPathException("a\u0000b", "Nul character not allowed")),
                Arguments.of(ErrorCode.FileNameInvalid, thrown(() -> new Path("a:b"))),
                Arguments.of(ErrorCode.FileNameInvalid, thrown(() -> new Path(""))),
                Arguments.of(ErrorCode.ExpressionFailed, thrown(() -> Pattern.compile("(a"))),
                Arguments.of(ErrorCode.ExpressionFailed, thrown(() -> ZoneId.of("Nowhere/Land"))),
                Arguments.of(ErrorCode.SqlUnreachable, new SQLException("password is 'x'", "08001", 1)),
                Arguments.of(ErrorCode.SqlQueryFailed, new SQLException("value 'x'", "42000", 2)));
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void whatIsNotOfThisProductHasACodeOfItsKind(ErrorCode code, Throwable cause) {
        JobException failure = Failures.of(wrapped(cause));

        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure).hasMessageNotContaining("'x'");
    }

    /** As Spark 3.4 throws them, over real plans: none shows a value of the row. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "regexp_extract(concat('secret', id), concat('(', id), 1) # ExpressionFailed # regular expression",
                "rlike(concat('secret', id), concat('(', id)) # ExpressionFailed # regular expression",
                "regexp_extract(concat('secret', id), '(s)', cast(id + 7 as int)) # ExpressionFailed # groups",
                "from_utc_timestamp(timestamp'2020-01-01', concat('secret', id)) # ExpressionFailed # time zone",
                "date_format(timestamp'2020-01-01', concat('YYYY', id)) # ExpressionFailed # pattern",
                "to_timestamp(concat('secret', id), concat('zzzzzz', id)) # ExpressionFailed # pattern",
                "map(concat('secret', id), 1, concat('secret', id), 2) # ExpressionFailed # twice in a map",
                "sequence(id, id + 100000000000L) # ExpressionFailed # too large",
                "aes_decrypt(unbase64('AAAA'), concat('secret', id)) # ExpressionFailed # decrypt",
            })
    void anExpressionThatFailsForARowIsNoFaultOfOurs(String expression, String code, String reason) {
        Dataset<Row> rows = SharedSpark.session().range(3).selectExpr(expression + " as x");

        JobException failure = Failures.of(thrown(rows::collectAsList));

        assertThat(failure.code()).isEqualTo(ErrorCode.valueOf(code));
        assertThat(failure).hasMessageContaining(reason).hasMessageNotContaining("secret");
    }

    /** Kinds of messages with a plan: of real plans, and, where a release of Spark has a fault, as Spark 3.4 words them. */
    static Stream<Throwable> withPlans() {
        Dataset<Row> rows = SharedSpark.session().range(3).selectExpr("id", "concat('secret', id) as text");
        return Stream.of(
                thrown(() -> rows.selectExpr("nope")),
                thrown(() -> rows.selectExpr("text + array(1)")),
                thrown(() -> rows.filter("max(id) > 1")),
                thrown(() -> rows.union(rows.select("id"))),
                thrown(() -> rows.selectExpr("explode(array(id)) + 1")),
                thrown(() -> rows.selectExpr("assert_true(text = 'x')").collectAsList()),
                thrown(() -> rows.selectExpr("raise_error(concat('broken\n+- Project [', id))")
                        .collectAsList()),
                thrown(() -> rows.repartition(2)
                        .selectExpr("java_method('java.lang.Nope', 'x')")
                        .collectAsList()),
                new SparkException("execute, tree:\nExchange hashpartitioning(id#1L, 200)\n+- *(1) Range (0, 3)"),
                new IllegalStateException("Couldn't find id#12L in [text#13,name#14]"),
                new AssertionError("assertion failed: No plan for Project [id#1L, secret AS x#2]\n+- Range (0, 3)"),
                new UnsupportedOperationException("Cannot evaluate expression: outer(id#1L)"),
                new SparkException("[INTERNAL_ERROR] Found the unresolved operator: 'Project ['secret]\n+- Range"),
                new IllegalArgumentException("Invalid call to dataType on unresolved object, tree: 'secret"));
    }

    @ParameterizedTest
    @MethodSource("withPlans")
    void aMessageHoldsNoPlan(Throwable cause) {
        for (Throwable failure : List.of(cause, wrapped(cause))) {
            assertThat(Failures.of(failure).getMessage())
                    .doesNotContainPattern(
                            "[+:]- |\\*\\(\\d|\\w#\\d|Project \\[|Range \\(|Exchange |Relation|LogicalRDD|;\\.?$")
                    .doesNotContain("secret")
                    .hasSizeLessThan(500)
                    .hasLineCount(1);
        }
    }

    /** A class of this product that is missing, or a mistake in its code, is nobody else's fault. */
    @Test
    void ourOwnFaultsStayOurs() {
        assertThat(List.of(
                        new NoClassDefFoundError("io/cosmosdataflow/run/Failures"),
                        new ClassNotFoundException("io.cosmosdataflow.run.activity.Failures"),
                        new NullPointerException("x"),
                        new ClassCastException("x"),
                        new IndexOutOfBoundsException("x"),
                        new IllegalArgumentException("x")))
                .allSatisfy(
                        cause -> assertThat(Failures.of(wrapped(cause)).code()).isEqualTo(ErrorCode.Internal));
    }

    private static Throwable thrown(Callable<?> work) {
        try {
            throw new AssertionError("nothing thrown, but " + work.call());
        } catch (Exception e) {
            return e;
        }
    }
}
