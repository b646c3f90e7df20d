package io.cosmosdataflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.definition.cosmos.ConnectionMode;
import io.cosmosdataflow.emulator.EmbeddedCosmos;
import io.cosmosdataflow.emulator.EmulatorOptions;
import io.cosmosdataflow.testing.ChildProcess;
import io.cosmosdataflow.testing.FactoryFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged job jar, submitted by Spark's own class with the connector as a separate jar. */
class SparkSubmitIT {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int DOCUMENTS = 500;
    private static final int PARTITIONS = 3;

    @TempDir
    Path directory;

    @Test
    void theJobJarRunsTheDemoPipeline() throws Exception {
        copyTree(Path.of("conf/demo/local"), directory);

        ChildProcess.Ended run = ChildProcess.run(
                PATIENCE,
                ChildProcess.sparkSubmit(
                        "run",
                        "--factory",
                        "conf/demo/factory",
                        "--pipeline",
                        "ImportAndExportProducts",
                        "--parameter",
                        "day=2026-01-31",
                        "--local",
                        directory.toString()));

        assertThat(run.output()).contains("Pipeline 'ImportAndExportProducts' succeeded");
        assertThat(run.exitCode()).isZero();
        Path export = directory.resolve("ShopFiles/export/day=2026-01-31");
        assertThat(Files.readAllLines(export.resolve("products.jsonl"))).hasSizeGreaterThan(150);
        assertThat(export.resolve("prices.csv")).exists();
        assertThat(export.resolve("catalog.parquet")).isRegularFile();
    }

    @Test
    void theJobJarRunsInDirectMode() throws Exception {
        try (EmbeddedCosmos cosmos = EmbeddedCosmos.start(
                EmulatorOptions.usual().withPartitions(PARTITIONS).withThrottling(false))) {
            FactoryFiles files = copyAndFlow(cosmos);

            ChildProcess.Ended run = ChildProcess.run(
                    PATIENCE,
                    ChildProcess.sparkSubmitTo(
                            "local[2]",
                            "-Djavax.net.ssl.trustStore=" + cosmos.trustStore().file()
                                    + " -Djavax.net.ssl.trustStorePassword=changeit",
                            List.of(),
                            List.of(),
                            List.of("run", "--factory", directory.toString(), "--pipeline", "P")));

            assertThat(run.exitCode()).as(run.output()).isZero();
            assertThat(written(cosmos, files, "out")).isEqualTo(DOCUMENTS);
            assertThat(written(cosmos, files, "flowed")).isEqualTo(DOCUMENTS / 2);
            // each write alone is a request for each partition
            assertThat(cosmos.statistics().directRequests(files.database())).isGreaterThan(2 * PARTITIONS);
        }
    }

    /** A copy from container to container, and a data flow on from there. */
    private FactoryFiles copyAndFlow(EmbeddedCosmos cosmos) {
        FactoryFiles files = FactoryFiles.in(directory)
                .account(cosmos, ConnectionMode.Direct)
                .container("In", "in")
                .container("Out", "out")
                .container("Flowed", "flowed")
                .dataFlow(
                        "Flow",
                        Map.of("In", "Out"),
                        Map.of("Out", "Flowed"),
                        """
                        source(output(id as string, n as integer), allowSchemaDrift: false, format: 'document') ~> In
                        In filter(n % 2 == 0) ~> Even
                        Even sink(format: 'document') ~> Out""")
                .pipeline(
                        "P",
                        FactoryFiles.copy(
                                "Copy",
                                "In",
                                "{\"type\": \"CosmosDbSqlApiSource\"}",
                                "Out",
                                "{\"type\": \"CosmosDbSqlApiSink\", \"writeBehavior\": \"insert\"}"),
                        FactoryFiles.executeDataFlow("Flow", "Flow", "{}", "")
                                .replace(
                                        "\"dependsOn\": []",
                                        "\"dependsOn\": [{\"activity\": \"Copy\", \"dependencyConditions\": [\"Succeeded\"]}]"));
        cosmos.seed(
                files.database(),
                "in",
                "/id",
                IntStream.range(0, DOCUMENTS)
                        .mapToObj(n -> "{\"id\":\"d%d\",\"n\":%d}".formatted(n, n))
                        .map(text -> text.getBytes(StandardCharsets.UTF_8))
                        .iterator());
        cosmos.createContainer(files.database(), "out", "/id");
        cosmos.createContainer(files.database(), "flowed", "/id");
        return files;
    }

    private static long written(EmbeddedCosmos cosmos, FactoryFiles files, String container) {
        return cosmos.statistics().container(files.database(), container).documentsWritten();
    }

    @Test
    void aBrokenFactoryEndsWithThreeAndNoStackTrace() throws Exception {
        Files.createDirectories(directory.resolve("pipeline"));
        Files.writeString(
                directory.resolve("pipeline/Broken.json"), "{\n  \"name\": \"Broken\",\n  \"properties\": {,}\n}");

        ChildProcess.Ended run = ChildProcess.run(
                PATIENCE, ChildProcess.sparkSubmit("run", "--factory", directory.toString(), "--pipeline", "Broken"));

        assertThat(run.output())
                .contains("Broken.json:3:19: error [JsonSyntax]")
                .doesNotContain("\tat ");
        assertThat(run.exitCode()).isEqualTo(3);
    }

    @Test
    void theJobJarBundlesNothingThatAClusterHas() throws IOException {
        assertThat(topFolders(System.getProperty("job.jar"))).containsExactly("META-INF", "io/cosmosdataflow");
        assertThat(topFolders(System.getProperty("local.jar"))).containsExactly("META-INF", "io/cosmosdataflow");
    }

    @Test
    void theEmbeddedDatabaseOfTheLocalJarSpeaksInItsOwnWords() throws Exception {
        ChildProcess.Ended shell = ChildProcess.run(
                PATIENCE,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("local.jar"),
                        "io.cosmosdataflow.shaded.h2.tools.Shell",
                        "-url",
                        "jdbc:h2:file:" + directory.resolve("db"),
                        "-sql",
                        "SELECT * FROM missing"));

        assertThat(shell.output()).contains("Table \"MISSING\" not found");
        assertThat(directory.resolve("db.mv.db")).exists();
    }

    private static Set<String> topFolders(String jar) throws IOException {
        Set<String> folders = new TreeSet<>();
        try (JarFile file = new JarFile(jar)) {
            for (Enumeration<JarEntry> entries = file.entries(); entries.hasMoreElements(); ) {
                JarEntry entry = entries.nextElement();
                if (!entry.isDirectory()) {
                    String[] parts = entry.getName().split("/");
                    folders.add(parts[0].equals("io") ? parts[0] + "/" + parts[1] : parts[0]);
                }
            }
        }
        return folders;
    }

    private static void copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }
}
