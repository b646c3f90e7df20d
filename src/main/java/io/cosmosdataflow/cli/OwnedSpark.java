package io.cosmosdataflow.cli;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.diagnostic.MachineLimit;
import io.cosmosdataflow.store.failure.ForeignFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkContext$;
import org.apache.spark.sql.SparkSession;
import scala.Option;

/**
 * The Spark session of a run: the one that is there already, which is left alone, or one that is made here. What is
 * made here ends here: the session over a context that was there, or the context too.
 */
final class OwnedSpark implements AutoCloseable {

    private static final Set<ErrorCode> OF_THE_MACHINE =
            EnumSet.of(ErrorCode.LibraryMissing, ErrorCode.JavaOptionsMissing, ErrorCode.MachineExhausted);

    private static final String LOCAL = "local[*]";
    private static final String DELTA = "io.delta.sql.DeltaSparkSessionExtension";

    private final SparkSession session;
    private final Runnable end;

    private OwnedSpark(SparkSession session, Runnable end) {
        this.session = session;
        this.end = end;
    }

    /** What spark-submit sets wins; without it the session is a local one, without a web page. */
    static OwnedSpark getOrCreate() {
        Option<SparkSession> present = SparkSession.getDefaultSession();
        if (present.isDefined()) {
            return new OwnedSpark(present.get(), () -> {});
        }
        if (context().isPresent()) {
            // As in a notebook's JVM whose sessions are of other threads; the settings of the context are its owner's.
            SparkSession over = SparkSession.builder().getOrCreate();
            return new OwnedSpark(over, () -> forget(over));
        }
        SparkConf settings = new SparkConf();
        settings.setIfMissing("spark.master", LOCAL);
        settings.setIfMissing("spark.app.name", "cosmos-dataflow");
        if (settings.get("spark.master").startsWith("local")) {
            settings.setIfMissing("spark.ui.enabled", "false");
            settings.setIfMissing("spark.executor.heartbeatInterval", "1s");
            // Else a task that runs out of memory ends the JVM without a word.
            settings.setIfMissing("spark.executor.killOnFatalError.depth", "0");
            settings.setIfMissing("spark.sql.shuffle.partitions", "4");
            settings.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
            settings.setIfMissing("spark.driver.host", "127.0.0.1");
            addDelta(settings);
        }
        SparkSession made = start(settings);
        return new OwnedSpark(made, made::stop);
    }

    private static SparkSession start(SparkConf settings) {
        requireLocalDirectory(settings);
        try {
            return SparkSession.builder().config(settings).getOrCreate();
        } catch (Exception | Error e) {
            // Spark's exceptions are checked ones that no signature names
            Optional<JobException> known =
                    ForeignFailure.find(e).filter(found -> OF_THE_MACHINE.contains(found.code()));
            throw known.orElseGet(() -> JobException.of(
                    ErrorCode.MachineExhausted,
                    "Spark cannot start: " + ForeignFailure.line(e).replaceFirst("\\.$", "") + ". "
                            + MachineLimit.of(e)
                                    .map(limit -> limit.advice() + ".")
                                    .orElse("Look at Spark's settings, the memory of the JVM (JAVA_OPTS) and the"
                                            + " directories of the event log and of temporary files."),
                    e));
        }
    }

    /** Spark ends the JVM without a word where it has none. Source: DiskBlockManager of Spark 3.4. */
    static void requireLocalDirectory(SparkConf settings) {
        String named = Optional.ofNullable(System.getenv("SPARK_LOCAL_DIRS"))
                .orElseGet(() -> settings.get("spark.local.dir", System.getProperty("java.io.tmpdir")));
        if (!settings.get("spark.master").startsWith("local")) {
            return;
        }
        IOException refused = null;
        for (String each : named.split(",")) {
            try {
                Path made = Files.createDirectories(Path.of(each.trim()));
                Files.delete(Files.createTempDirectory(made, "spark-probe"));
                return;
            } catch (IOException e) {
                refused = e;
            }
        }
        throw JobException.of(
                ErrorCode.MachineExhausted,
                "Spark cannot make its own files in " + named + ": " + refused.getMessage() + ". "
                        + MachineLimit.of(refused)
                                .map(limit -> limit.advice() + ", or name")
                                .orElse("Name")
                        + " another directory: SPARK_LOCAL_DIRS=DIR, or --conf spark.local.dir=DIR.",
                refused);
    }

    /** Of the JVM, whoever made it. */
    static Optional<SparkContext> context() {
        Option<SparkContext> active = SparkContext$.MODULE$.getActive();
        return active.isDefined() ? Optional.of(active.get()) : Optional.empty();
    }

    /** Where a session would run that is made now, or does run. */
    static String master() {
        return context().map(SparkContext::master).orElseGet(() -> new SparkConf().get("spark.master", LOCAL));
    }

    /** The owner of the context finds the JVM's sessions as they were: none. */
    private static void forget(SparkSession over) {
        Option<SparkSession> present = SparkSession.getDefaultSession();
        if (present.isDefined() && present.get() == over) {
            SparkSession.clearDefaultSession();
        }
        Option<SparkSession> active = SparkSession.getActiveSession();
        if (active.isDefined() && active.get() == over) {
            SparkSession.clearActiveSession();
        }
    }

    /** A merge into a Delta table asks for both, where Delta is on the class path; small tables need no fifty tasks. */
    private static void addDelta(SparkConf settings) {
        boolean present = OwnedSpark.class.getClassLoader().getResource(DELTA.replace('.', '/') + ".class") != null;
        if (present && !settings.contains("spark.sql.extensions")) {
            settings.set("spark.sql.extensions", DELTA);
            settings.setIfMissing("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog");
            settings.setIfMissing("spark.databricks.delta.snapshotPartitions", "4");
        }
    }

    SparkSession session() {
        return session;
    }

    @Override
    public void close() {
        end.run();
    }
}
