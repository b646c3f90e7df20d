package io.cosmosdataflow.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs a command to its end, in the project's directory, and keeps what it printed. */
public final class ChildProcess {

    /** @param output standard output and standard error, as they came */
    public record Ended(int exitCode, String output) {}

    private ChildProcess() {}

    public static Ended run(Duration most, List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("output", ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(most.toSeconds(), TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly().waitFor();
        }
        String text = Files.readString(output, StandardCharsets.UTF_8);
        Files.delete(output);
        if (!ended) {
            throw new AssertionError("Did not end within " + most + ": " + String.join(" ", command) + "\n" + text);
        }
        return new Ended(process.exitValue(), text);
    }

    /** Spark's own launcher class on the class path of a Spark distribution: no connector, no class of ours. */
    public static List<String> sparkSubmit(String... arguments) throws IOException {
        return sparkSubmitTo("local[2]", "", List.of(), List.of(), List.of(arguments));
    }

    /**
     * @param driverOptions of the driver's JVM, separated by blanks
     * @param options of Spark's launcher
     * @param libraries jars besides the connector
     * @param arguments of the job
     */
    public static List<String> sparkSubmitTo(
            String master, String driverOptions, List<String> options, List<String> libraries, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@scripts/java.options",
                "-Xmx2g",
                "-XX:TieredStopAtLevel=1",
                "-Dlog4j2.configurationFile=conf/log4j2.properties"));
        if (!driverOptions.isEmpty()) {
            command.addAll(List.of(driverOptions.split(" ")));
        }
        command.addAll(List.of(
                "-cp",
                String.join(":", sparkJars()),
                "org.apache.spark.deploy.SparkSubmit",
                "--master",
                master,
                "--conf",
                "spark.ui.enabled=false"));
        command.addAll(options);
        List<String> bundled = new ArrayList<>(jars(true));
        bundled.add(System.getProperty("local.jar"));
        bundled.addAll(libraries);
        command.addAll(List.of(
                "--class",
                "io.cosmosdataflow.cli.Main",
                "--jars",
                String.join(",", bundled),
                System.getProperty("job.jar")));
        command.addAll(arguments);
        return command;
    }

    /** What a distribution of Spark has. */
    public static List<String> sparkJars() throws IOException {
        return jars(false);
    }

    private static List<String> jars(boolean connector) throws IOException {
        String all = Files.readString(Path.of(System.getProperty("local.classpath")));
        return Stream.of(all.strip().split(":"))
                .filter(jar -> jar.contains("azure-cosmos-spark") == connector)
                .toList();
    }
}
