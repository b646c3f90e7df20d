package io.cosmosdataflow.cluster;

import io.cosmosdataflow.emulator.EmbeddedCosmos;
import io.cosmosdataflow.emulator.tls.TrustStore;
import io.cosmosdataflow.testing.ChildProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** A run of a pipeline on a cluster, some executors of which are killed on the way, as {@code kill -9} does it. */
final class KilledRun {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /**
     * How it ended.
     *
     * @param kills executors that were killed
     */
    record Ended(int exitCode, String output, int kills) {}

    private final StandaloneCluster cluster;
    private final EmbeddedCosmos cosmos;
    private final List<String> libraries = new ArrayList<>();

    KilledRun(StandaloneCluster cluster, EmbeddedCosmos cosmos) {
        this.cluster = cluster;
        this.cosmos = cosmos;
    }

    /** @param jars that the job needs besides the connector */
    KilledRun with(List<String> jars) {
        libraries.addAll(jars);
        return this;
    }

    /**
     * @param moments each is asked again and again; when it is true an executor dies, and the next one is asked
     * @param arguments of the job
     */
    Ended run(List<BooleanSupplier> moments, Random random, List<String> arguments)
            throws IOException, InterruptedException {
        AtomicInteger kills = new AtomicInteger();
        Thread killer = new Thread(() -> kill(moments, random, kills), "killer");
        killer.setDaemon(true);
        killer.start();
        try {
            ChildProcess.Ended ended = ChildProcess.run(PATIENCE, command(arguments));
            return new Ended(ended.exitCode(), ended.output(), kills.get());
        } finally {
            killer.interrupt();
            killer.join();
        }
    }

    private void kill(List<BooleanSupplier> moments, Random random, AtomicInteger kills) {
        try {
            for (BooleanSupplier moment : moments) {
                while (!moment.getAsBoolean()) {
                    TimeUnit.MILLISECONDS.sleep(5);
                }
                List<ProcessHandle> living = cluster.executors();
                while (living.isEmpty()) {
                    TimeUnit.MILLISECONDS.sleep(20);
                    living = cluster.executors();
                }
                if (living.get(random.nextInt(living.size())).destroyForcibly()) {
                    kills.incrementAndGet();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<String> command(List<String> arguments) throws IOException {
        Path trust = cosmos.trustStore().file();
        String trusting = "-Djavax.net.ssl.trustStore=" + trust + " -Djavax.net.ssl.trustStorePassword="
                + TrustStore.PASSWORD + " -DCOSMOS.DISABLE_IMDS_ACCESS=true";
        List<String> options = new ArrayList<>(List.of(
                "--conf", "spark.executor.extraJavaOptions=-XX:TieredStopAtLevel=1 " + trusting,
                "--conf", "spark.executor.memory=600m",
                "--conf", "spark.executor.cores=2",
                "--conf", "spark.driver.host=127.0.0.1",
                "--conf", "spark.driver.bindAddress=127.0.0.1",
                "--conf", "spark.task.maxFailures=30",
                "--conf", "spark.stage.maxConsecutiveAttempts=30",
                // small data would be one task otherwise
                "--conf", "spark.sql.shuffle.partitions=8",
                "--conf", "spark.sql.adaptive.coalescePartitions.enabled=false"));
        return ChildProcess.sparkSubmitTo(cluster.url(), trusting, options, libraries, arguments);
    }
}
