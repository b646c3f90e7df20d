package io.cosmosdataflow.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.emulator.protocol.ServiceError;
import io.cosmosdataflow.emulator.sql.syntax.SqlException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Whatever the text, a parser reads it or refuses it in its own words, and soon. Texts are those of the examples and
 * tests, changed at random: {@code mvn surefire:test@default-test -Dtest=ParserFuzzTest -Dfuzz.seconds=600
 * -Dfuzz.seed=random} for as long as one likes.
 *
 * <p>Plain Java: Jazzer instruments all classes on the path with an agent of its own, Spark's among them, and jqwik is
 * an engine and a dependency for what a loop does.
 */
class ParserFuzzTest {

    private static final List<Path> EXAMPLES = List.of(Path.of("conf"), Path.of("src/test/resources"));
    private static final long LARGEST_EXAMPLE = 100_000;
    private static final int ROUND = 50;
    private static final Duration LONG = Duration.ofSeconds(2);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<Parser, List<String>> seeds = new EnumMap<>(Parser.class);
    private final Map<String, String> findings = new LinkedHashMap<>();
    private volatile String underWay = "";

    @Test
    void noParserBreaks() throws IOException {
        gather();
        long seed = FuzzTime.seed();
        Random random = new Random(seed);
        FuzzTime time = FuzzTime.usually(Duration.ofSeconds(15));
        int texts = 0;
        Thread watch = watched(Thread.currentThread());
        while (time.isLeft()) {
            for (Parser parser : Parser.values()) {
                List<String> own = seeds.get(parser);
                TextDamage damage = new TextDamage(random, own);
                for (int i = 0; i < ROUND; i++) {
                    read(parser, damage.of(own.get(random.nextInt(own.size()))), seed);
                    texts++;
                }
            }
        }
        watch.interrupt();
        System.out.println(texts + " texts");
        assertThat(String.join("\n\n", findings.values())).isEmpty();
    }

    private void read(Parser parser, String text, long seed) {
        underWay = parser + ": " + shown(text);
        long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        try {
            parser.read(text);
        } catch (Exception | StackOverflowError | LinkageError e) {
            if (!isRefusal(e)) {
                found(parser, seed, text, CheckFuzzTest.trace(e));
            }
        }
        Duration took = Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin);
        if (took.compareTo(LONG) > 0) {
            found(parser, seed, text, "took " + took.toMillis() + " ms");
        }
    }

    private static boolean isRefusal(Throwable thrown) {
        return thrown instanceof JobException known && known.code() != ErrorCode.Internal
                || thrown instanceof ServiceError refused && refused.status() < 500
                || thrown instanceof SqlException;
    }

    /** One finding of a kind is enough to read; the whole text is kept in a file. */
    private void found(Parser parser, long seed, String text, String what) {
        String kind = what.lines()
                .filter(line -> line.startsWith("    at io.cosmosdataflow"))
                .findFirst()
                .orElse(what.lines().findFirst().orElse(""))
                .replaceAll("\\d+ ms", "");
        findings.computeIfAbsent(parser + kind, none -> {
            Path file = Path.of("target", "fuzz", parser + "-" + findings.size() + ".txt");
            try {
                Files.createDirectories(file.getParent());
                Files.write(file, text.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            String finding = "-Dfuzz.seed=" + seed + " " + parser + ", in " + file + ": " + shown(text) + "\n" + what;
            System.out.println(finding);
            return finding;
        });
    }

    private static String shown(String text) {
        String all =
                text.length() > 400 ? text.substring(0, 300) + " ... " + text.substring(text.length() - 100) : text;
        return JSON.getNodeFactory().textNode(all).toString() + " (" + text.length() + ")";
    }

    /** Says what a parser hangs at, before the time of the test is over. */
    private Thread watched(Thread test) {
        Thread watch = new Thread(() -> {
            try {
                for (String last = ""; ; last = underWay) {
                    Thread.sleep(30_000);
                    if (last.equals(underWay)) {
                        System.out.println("Hangs: " + last);
                        Stream.of(test.getStackTrace())
                                .limit(30)
                                .forEach(frame -> System.out.println("    at " + frame));
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        watch.setDaemon(true);
        watch.start();
        return watch;
    }

    private void gather() throws IOException {
        for (Parser parser : Parser.values()) {
            seeds.put(parser, new ArrayList<>(parser.seeds()));
        }
        for (Path folder : EXAMPLES) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(each -> each.toString().endsWith(".json"))
                        .sorted()
                        .toList()) {
                    if (Files.size(file) < LARGEST_EXAMPLE) {
                        gather(Files.readString(file));
                    }
                }
            }
        }
    }

    private void gather(String definition) {
        seeds.get(Parser.DEFINITION).add(definition);
        seeds.get(Parser.NEWTONSOFT).add(definition);
        try {
            gather(JSON.readTree(definition));
        } catch (JsonProcessingException e) {
            // One of the files that are wrong on purpose
            assertThat(e).isNotNull();
        }
    }

    private void gather(JsonNode value) {
        if (value.isTextual()) {
            text(value.textValue());
        }
        if (value.path("scriptLines").isArray()) {
            List<String> lines = new ArrayList<>();
            value.get("scriptLines").forEach(line -> lines.add(line.asText()));
            text(String.join("\n", lines));
        }
        value.forEach(this::gather);
    }

    private void text(String text) {
        if (text.contains("~>")) {
            seeds.get(Parser.SCRIPT).add(text);
            seeds.get(Parser.FLOW).add(text);
            text.lines().filter(line -> line.contains(" = ")).forEach(line -> seeds.get(Parser.SCRIPT_EXPRESSION)
                    .add(line.substring(line.indexOf(" = ") + 3)));
        } else if (text.contains("@")) {
            seeds.get(Parser.TEMPLATE).add(text);
        } else if (text.startsWith("$")) {
            seeds.get(Parser.PATH).add(text);
        } else if (text.regionMatches(true, 0, "select ", 0, 7)) {
            seeds.get(Parser.QUERY).add(text);
        }
    }
}
