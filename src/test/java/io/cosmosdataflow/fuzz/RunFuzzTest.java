package io.cosmosdataflow.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.run.PipelineResult;
import io.cosmosdataflow.testing.LocalRuns;
import io.cosmosdataflow.testing.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever the settings and the data: a run of a small pipeline ends, and when it fails, then with an error that is
 * about the definitions, the data or a store.
 */
class RunFuzzTest {

    private static final Duration LONGEST = Duration.ofSeconds(120);

    @TempDir
    Path directory;

    @Test
    void aRunNeverBreaks() throws Exception {
        SharedSpark.session();
        long first = FuzzTime.seed();
        FuzzTime time = FuzzTime.usually(Duration.ofSeconds(20));
        Map<String, String> findings = new LinkedHashMap<>();
        Map<String, Integer> outcomes = new TreeMap<>();
        ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
            Thread made = new Thread(work, "fuzz");
            made.setDaemon(true);
            return made;
        });
        long seed = first;
        for (; time.isLeft() && findings.size() < 30; seed++) {
            Path place = Files.createDirectories(directory.resolve(String.valueOf(seed)));
            LocalRuns runs = new RandomPipeline(new Random(seed), place).make();
            Future<PipelineResult> run = thread.submit(() -> runs.run("P"));
            String outcome;
            try {
                List<JobException> failures =
                        run.get(LONGEST.toSeconds(), TimeUnit.SECONDS).failures();
                outcome = failures.isEmpty()
                        ? "Succeeded"
                        : failures.get(0).code().name();
                failures.forEach(failure -> judge(failure, place, findings));
            } catch (ExecutionException e) {
                outcome = e.getCause() instanceof JobException known
                        ? known.code().name()
                        : "Broken";
                judge(e.getCause(), place, findings);
            } catch (TimeoutException e) {
                findings.put("a hang", found("It did not end in " + LONGEST + ".", place));
                break;
            }
            outcomes.merge(outcome, 1, Integer::sum);
        }
        thread.shutdownNow();
        System.out.println(seed - first + " runs: " + outcomes);
        assertThat(String.join("\n\n", findings.values())).isEmpty();
    }

    private static void judge(Throwable failure, Path place, Map<String, String> findings) {
        if (failure instanceof JobException known && known.code() != ErrorCode.Internal) {
            return;
        }
        String trace = CheckFuzzTest.trace(failure);
        String kind = trace.lines()
                .filter(line -> !line.contains("JobException") && !line.contains("SparkException"))
                .limit(4)
                .collect(Collectors.joining());
        findings.computeIfAbsent(kind, none -> {
            String found = found(trace, place);
            System.out.println(found);
            return found;
        });
    }

    private static String found(String what, Path place) {
        try (Stream<Path> files = Files.walk(place.resolve("factory"))) {
            StringBuilder text = new StringBuilder("-Dfuzz.seed=" + place.getFileName() + "\n" + what);
            for (Path file : files.filter(each -> each.toString().matches(".*(pipeline|dataflow|dataset)/.*json"))
                    .toList()) {
                text.append(Files.readString(file)).append('\n');
            }
            return text.toString();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
