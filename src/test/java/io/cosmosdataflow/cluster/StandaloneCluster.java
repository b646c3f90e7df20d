package io.cosmosdataflow.cluster;

import io.cosmosdataflow.testing.ChildProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Spark's own Master and two Workers, each a JVM of its own on this machine; an application gets an executor of each
 * Worker. What Spark's distribution has is on their class path, and nothing of ours: the application brings it.
 */
final class StandaloneCluster implements AutoCloseable {

    private static final String EXECUTOR = "CoarseGrainedExecutorBackend";
    private static final Duration START = Duration.ofSeconds(60);
    private static final int WORKERS = 2;
    private static final int CORES = 2;

    private final Path directory;
    private final int port;
    private final Process master;
    private final List<Process> workers = new ArrayList<>();

    private StandaloneCluster(Path directory) throws IOException, InterruptedException {
        this.directory = directory;
        this.port = freePort();
        Path home = Files.createDirectories(directory.resolve("spark"));
        Path jars = Files.createDirectories(home.resolve("jars"));
        for (String jar : ChildProcess.sparkJars()) {
            Files.createSymbolicLink(jars.resolve(Path.of(jar).getFileName()), Path.of(jar));
        }
        this.master = start(
                "master",
                "org.apache.spark.deploy.master.Master",
                List.of("--host", "127.0.0.1", "--port", String.valueOf(port), "--webui-port", "0"));
        awaitMaster();
        for (int i = 1; i <= WORKERS; i++) {
            workers.add(start(
                    "worker" + i,
                    "org.apache.spark.deploy.worker.Worker",
                    List.of(
                            "--host",
                            "127.0.0.1",
                            "--webui-port",
                            "0",
                            "--cores",
                            String.valueOf(CORES),
                            "--memory",
                            "2g",
                            "--work-dir",
                            directory.resolve("work" + i).toString(),
                            url())));
        }
    }

    /** @param directory for what its processes write */
    static StandaloneCluster start(Path directory) throws IOException, InterruptedException {
        return new StandaloneCluster(directory);
    }

    String url() {
        return "spark://127.0.0.1:" + port;
    }

    /** The executors that live now. */
    List<ProcessHandle> executors() {
        return workers.stream()
                .flatMap(worker -> worker.toHandle().descendants())
                .filter(process -> process.info()
                        .arguments()
                        .filter(words -> List.of(words).stream().anyMatch(word -> word.endsWith(EXECUTOR)))
                        .isPresent())
                .toList();
    }

    private Process start(String name, String type, List<String> arguments) throws IOException {
        Path home = directory.resolve("spark");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@scripts/java.options",
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                home.resolve("jars") + "/*",
                type));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(name + ".log").toFile());
        builder.environment().put("SPARK_HOME", home.toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.12");
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder.start();
    }

    private void awaitMaster() throws InterruptedException {
        long end = System.nanoTime() + START.toNanos();
        while (true) {
            try (Socket open = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException e) {
                if (System.nanoTime() > end || !master.isAlive()) {
                    throw new IllegalStateException("Spark's master did not start; see " + directory, e);
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0)) {
            return any.getLocalPort();
        }
    }

    @Override
    public void close() {
        List<ProcessHandle> all = new ArrayList<>();
        workers.forEach(worker -> worker.toHandle().descendants().forEach(all::add));
        workers.forEach(worker -> all.add(worker.toHandle()));
        all.add(master.toHandle());
        all.forEach(ProcessHandle::destroyForcibly);
    }
}
