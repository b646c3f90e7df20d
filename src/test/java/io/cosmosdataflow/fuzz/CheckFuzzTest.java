package io.cosmosdataflow.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.api.DataFactory;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issue;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.local.LocalStores;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is wrong with one file of a factory, {@code check} says so: it never ends in a fault of this product, and
 * never takes long.
 */
class CheckFuzzTest {

    private static final List<Path> FACTORIES = List.of(Path.of("conf/demo/factory"), Path.of("conf/migrate/factory"));
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    @Test
    void checkNeverBreaks() throws IOException {
        long seed = FuzzTime.seed();
        Random random = new Random(seed);
        Map<Path, Map<String, String>> factories = new TreeMap<>();
        for (Path each : FACTORIES) {
            factories.put(each, copied(each));
        }
        List<String> all = factories.values().stream()
                .flatMap(files -> files.values().stream())
                .toList();
        Mutation mutation = new Mutation(random, all);
        FuzzTime time = FuzzTime.usually(Duration.ofSeconds(10));
        Map<String, String> findings = new LinkedHashMap<>();
        int checks = 0;
        while (time.isLeft()) {
            Path factory = FACTORIES.get(random.nextInt(FACTORIES.size()));
            List<Map.Entry<String, String>> files =
                    List.copyOf(factories.get(factory).entrySet());
            Map.Entry<String, String> file = files.get(random.nextInt(files.size()));
            String changed = mutation.of(file.getValue());
            Path place = copyOf(factory).resolve(file.getKey());
            Files.write(place, changed.getBytes(StandardCharsets.UTF_8));
            fault(copyOf(factory))
                    .ifPresent(what -> findings.putIfAbsent(
                            kind(what),
                            "seed " + seed + ", " + file.getKey() + " of " + factory + ": " + what + "\n" + changed));
            Files.writeString(place, file.getValue());
            checks++;
        }
        System.out.println(checks + " checks");
        assertThat(String.join("\n\n", findings.values())).isEmpty();
        assertThat(checks).isPositive();
    }

    private Path copyOf(Path factory) {
        return directory.resolve(factory.getParent().getFileName());
    }

    private Map<String, String> copied(Path factory) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> found = Files.walk(factory)) {
            for (Path file :
                    found.filter(each -> each.toString().endsWith(".json")).toList()) {
                String name = factory.relativize(file).toString();
                Path target = copyOf(factory).resolve(name);
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
                files.put(name, Files.readString(file));
            }
        }
        return files;
    }

    private Optional<String> fault(Path factory) {
        long begin = System.nanoTime();
        try {
            List<Issue> issues = DataFactory.load(factory)
                    .withLocalStores(new LocalStores(Optional.of(directory.resolve("local")), Optional.empty()))
                    .check();
            if (issues.stream().anyMatch(issue -> issue.code() == ErrorCode.Internal)) {
                return Optional.of(issues.toString());
            }
        } catch (JobException e) {
            if (e.code() == ErrorCode.Internal) {
                return Optional.of(trace(e));
            }
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            return Optional.of(trace(e));
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        return took.compareTo(LONG) > 0 ? Optional.of("took " + took) : Optional.empty();
    }

    /** One finding for each place is enough to read. */
    private static String kind(String finding) {
        return finding.lines()
                .map(String::trim)
                .filter(line -> line.startsWith("at io.cosmosdataflow"))
                .findFirst()
                .orElse(finding);
    }

    static String trace(Throwable thrown) {
        StringBuilder trace = new StringBuilder();
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            trace.append(cause).append('\n');
            Stream.of(cause.getStackTrace())
                    .limit(12)
                    .forEach(frame -> trace.append("    at ").append(frame).append('\n'));
        }
        return trace.toString();
    }
}
