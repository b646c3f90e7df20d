package io.cosmosdataflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.cli.terminal.Console;
import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.SharedSpark;
import io.cosmosdataflow.testing.WebServer;
import io.cosmosdataflow.testing.WebServer.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The value of a parameter of type SecureString is nowhere that a person looks: not on the terminal, in no record, not
 * in {@code runs show}, in whichever form a server or an expression gives it back. Forms are made by the JDK.
 */
class SecretsShownTest {

    private static final String SECRET = "p@ss/w+rd&\"1";

    @TempDir
    Path directory;

    private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
    private FactoryFiles factory;
    private WebServer server;

    enum Form {
        PLAIN {
            @Override
            String of(String secret) {
                return secret;
            }
        },
        URL {
            @Override
            String of(String secret) {
                return URLEncoder.encode(secret, StandardCharsets.UTF_8);
            }
        },
        BASIC {
            @Override
            String of(String secret) {
                return "Basic "
                        + Base64.getEncoder().encodeToString(("user:" + secret).getBytes(StandardCharsets.UTF_8));
            }
        },
        JSON {
            @Override
            String of(String secret) {
                return secret.replace("\"", "\\\"");
            }
        },
        XML {
            @Override
            String of(String secret) {
                return secret.replace("&", "&amp;").replace("\"", "&quot;");
            }
        };

        abstract String of(String secret);
    }

    @BeforeEach
    void start() throws IOException {
        SharedSpark.session();
        factory = FactoryFiles.in(directory.resolve("factory"));
        server = WebServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void pipeline(String... activities) {
        factory.write(
                "pipeline/P.json",
                """
                {"name": "P", "properties": {
                  "parameters": {"key": {"type": "SecureString"}},
                  "variables": {"v": {"type": "String"}},
                  "activities": [%s]}}"""
                        .formatted(String.join(",", activities)));
    }

    private String ask(String more) {
        return """
                {"name": "Ask", "type": "WebActivity",
                 "typeProperties": {"method": "POST", "url": "%s", "body": "@pipeline().parameters.key"%s}}"""
                .formatted(server.url("/a"), more);
    }

    private static String after(String activity, String expression) {
        return """
                {"name": "Then", "type": "SetVariable", "dependsOn": [
                  {"activity": "%s", "dependencyConditions": ["Completed"]}],
                 "typeProperties": {"variableName": "v", "value": "%s"}}"""
                .formatted(activity, expression);
    }

    private int main(String... words) {
        List<String> all = Stream.concat(
                        Stream.of(words),
                        Stream.of(
                                "--factory",
                                factory.directory().toString(),
                                "--state",
                                directory.resolve("state").toString()))
                .toList();
        PrintStream lines = new PrintStream(terminal, true, StandardCharsets.UTF_8);
        return Main.run(new Console(lines, lines, false), all.toArray(String[]::new));
    }

    private int run() {
        return main("run", "--pipeline", "P", "--parameter", "key=" + SECRET);
    }

    /** What people see: the terminal, the records, and the records as {@code runs show} has them. */
    private String seen() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(directory.resolve("state"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file));
                if (file.toString().endsWith(".json")
                        && !file.getFileName().toString().startsWith(".")) {
                    main("runs", "show", file.getFileName().toString().replace(".json", ""));
                }
            }
        }
        return all + terminal.toString(StandardCharsets.UTF_8);
    }

    private void assertHidden(Form form) throws IOException {
        String seen = seen();
        assertThat(seen)
                .contains("***")
                .doesNotContain(SECRET)
                .doesNotContain(form.of(SECRET))
                .doesNotContain(SECRET.replace("\"", "\\\""));
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void whatAServerSaysOfAFailure(Form form) throws IOException {
        server.on("/a", Answer.of(500, "Wrong: " + form.of(SECRET) + "."));
        pipeline(ask(""));

        assertThat(run()).isNotZero();

        assertThat(server.asked().get(0).body()).as("the server gets it").isEqualTo(SECRET);
        assertThat(terminal.toString(StandardCharsets.UTF_8)).contains("answered 500");
        assertHidden(form);
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void whatAServerAnswers(Form form) throws IOException {
        server.on("/a", Answer.of(200, form.of(SECRET))).on("/b", Answer.of(200, "{}"));
        pipeline(
                ask(""),
                """
                {"name": "Then", "type": "WebActivity", "dependsOn": [
                   {"activity": "Ask", "dependencyConditions": ["Succeeded"]}],
                 "typeProperties": {"method": "POST", "url": "%s", "body": "@activity('Ask').output.Response"}}"""
                        .formatted(server.url("/b")));

        assertThat(run()).as(terminal.toString(StandardCharsets.UTF_8)).isZero();

        assertThat(server.asked().get(1).body()).as("expressions have it").isEqualTo(form.of(SECRET));
        assertHidden(form);
    }

    /** Whatever an expression makes of it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "@pipeline().parameters.key",
                "@concat('a', pipeline().parameters.key, 'b')",
                "@base64(pipeline().parameters.key)",
                "@uriComponent(pipeline().parameters.key)"
            })
    void whatAVariableGets(String expression) throws IOException {
        pipeline(
                "{\"name\": \"Ask\", \"type\": \"Wait\", \"typeProperties\": {\"waitTimeInSeconds\": 1}}",
                after("Ask", expression));

        assertThat(run()).isZero();

        assertHidden(Form.PLAIN);
        assertHidden(Form.URL);
        assertThat(seen()).doesNotContain(Base64.getEncoder().encodeToString(SECRET.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void whatAFailActivitySays() throws IOException {
        pipeline(
                """
                {"name": "Stop", "type": "Fail", "typeProperties": {
                  "message": "no @{pipeline().parameters.key}", "errorCode": "@pipeline().parameters.key"}}""");

        assertThat(run()).isNotZero();

        assertHidden(Form.PLAIN);
    }

    /** A check before a run knows the value, and says what is wrong with it. */
    @Test
    void whatACheckSays() throws IOException {
        pipeline(ask(", \"turnOffAsync\": \"@pipeline().parameters.key\"")
                .replace("\"POST\"", "\"@pipeline().parameters.key\""));

        assertThat(run()).isNotZero();

        String seen = terminal.toString(StandardCharsets.UTF_8);
        assertThat(seen).contains("'method'").contains("***").doesNotContain(SECRET);
    }
}
