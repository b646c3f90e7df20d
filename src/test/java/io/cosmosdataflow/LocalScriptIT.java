package io.cosmosdataflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.testing.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** scripts/cosmos-dataflow hands its environment variables to Java. */
class LocalScriptIT {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    Path home;

    /** A Java that says what it is called with, one argument a line. */
    @BeforeEach
    void java() throws IOException {
        Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/usr/bin/env bash\nprintf '%s\\n' \"$@\"\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void jarsOfTheUserComeAtTheEndOfTheClassPath() throws Exception {
        String classPath = classPath(Map.of());

        assertThat(classPath(Map.of("COSMOS_DATAFLOW_JARS", "/opt/my drivers/a.jar:/opt/b/*")))
                .isEqualTo(classPath + ":/opt/my drivers/a.jar:/opt/b/*");
        assertThat(classPath(Map.of("COSMOS_DATAFLOW_JARS", ""))).isEqualTo(classPath);
    }

    @Test
    void optionsMasterAndLogConfigurationAreThoseOfTheUser() throws Exception {
        assertThat(arguments(Map.of())).contains("-Xmx2g", "-Dspark.master=local[*]");
        assertThat(arguments(Map.of(
                        "JAVA_OPTS", "-Xmx3g -Done=1",
                        "SPARK_MASTER", "local[1]",
                        "LOG4J_CONFIGURATION", "my.properties")))
                .contains("-Xmx3g", "-Done=1", "-Dspark.master=local[1]", "-Dlog4j2.configurationFile=my.properties")
                .doesNotContain("-Xmx2g");
    }

    private String classPath(Map<String, String> environment) throws IOException, InterruptedException {
        List<String> arguments = arguments(environment);
        return arguments.get(arguments.indexOf("-cp") + 1);
    }

    private List<String> arguments(Map<String, String> environment) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("env", "-u", "JAVA_OPTS", "-u", "SPARK_MASTER"));
        command.addAll(List.of("-u", "LOG4J_CONFIGURATION", "JAVA_HOME=" + home));
        environment.forEach((name, value) -> command.add(name + "=" + value));
        command.addAll(List.of("scripts/cosmos-dataflow", "--version"));
        ChildProcess.Ended ended = ChildProcess.run(PATIENCE, command);
        assertThat(ended.exitCode()).as(ended.output()).isZero();
        assertThat(ended.output().lines()).contains("io.cosmosdataflow.cli.Main", "--version");
        return ended.output().lines().toList();
    }

    private List<String> options(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("env", "-u", "JAVA_OPTS", "JAVA_HOME=" + home));
        command.add("scripts/cosmos-dataflow");
        command.addAll(List.of(words));
        return ChildProcess.run(PATIENCE, command).output().lines().toList();
    }

    /** Measured: a tiny run takes half of the processor's time with the first compiler only; a large one twice as long. */
    @Test
    void shortWorkIsDoneWithTheFirstCompilerOnly() throws Exception {
        String first = "-XX:TieredStopAtLevel=1";
        Path small = Files.createDirectories(home.resolve("small"));
        Path large = Files.createDirectories(home.resolve("large"));
        Files.write(large.resolve("data.json"), new byte[30_000_000]);

        assertThat(options("check", "--factory", "f")).contains(first);
        assertThat(options("preview", "--factory", "f")).contains(first);
        assertThat(options("run", "--local", small.toString())).contains(first);
        assertThat(options("run", "--local=" + small)).contains(first);
        assertThat(options("run", "--local", home.resolve("none").toString())).contains(first);
        assertThat(options("run", "--local", large.toString())).doesNotContain(first);
        assertThat(options("run", "--state", small.toString())).doesNotContain(first);
        assertThat(options("emulator")).doesNotContain(first);
    }
}
