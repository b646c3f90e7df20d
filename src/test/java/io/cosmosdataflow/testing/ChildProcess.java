package io.cosmosdataflow.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

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
        List<String> spark = new ArrayList<>();
        List<String> connector = new ArrayList<>();
        for (String jar : Files.readString(Path.of(System.getProperty("local.classpath")))
                .strip()
                .split(":")) {
            (jar.contains("azure-cosmos-spark") ? connector : spark).add(jar);
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@scripts/java.options",
                "-Xmx2g",
                "-Dlog4j2.configurationFile=conf/log4j2.properties",
                "-cp",
                String.join(":", spark),
                "org.apache.spark.deploy.SparkSubmit",
                "--master",
                "local[2]",
                "--conf",
                "spark.ui.enabled=false",
                "--class",
                "io.cosmosdataflow.cli.Main",
                "--jars",
                String.join(",", connector) + "," + System.getProperty("local.jar"),
                System.getProperty("job.jar")));
        command.addAll(List.of(arguments));
        return command;
    }
}
