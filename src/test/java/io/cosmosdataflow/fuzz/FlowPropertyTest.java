package io.cosmosdataflow.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.fuzz.model.ModelTable;
import io.cosmosdataflow.fuzz.model.RandomFlow;
import io.cosmosdataflow.run.PipelineResult;
import io.cosmosdataflow.testing.LocalRuns;
import io.cosmosdataflow.testing.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random documents through random data flows and formats, over the whole path: the rows are those of an interpreter that
 * follows the documentation in plain Java. A finding is told with the fewest transformations that show it.
 *
 * <p>For as long as one likes: {@code -Dtest=FlowPropertyTest -Dfuzz.seconds=3600
 * -Djunit.jupiter.execution.timeout.mode=disabled -Dsurefire.timeout=0}.
 */
class FlowPropertyTest {

    private static final int MOST_STEPS = 6;
    private static final int MOST_FINDINGS = 5;

    /** Each build runs the same flows, so that it is red for a change and not by chance; by hand they are others. */
    private static final long SEED_OF_THE_BUILD = 1_000;

    private static final int FLOWS_OF_THE_BUILD = 24;

    private static final int FLOWS_OF_A_JOB = 24;

    @TempDir
    Path directory;

    private final Map<String, Integer> ways = new TreeMap<>();
    private final List<String> findings = new ArrayList<>();
    private long rows;

    /** The first transformations of the flow of a seed. */
    private record Case(long seed, int steps, Optional<FlowPath> path, RandomFlow flow) {

        static Case of(long seed) {
            return of(seed, 1 + Math.floorMod(RandomFlow.mixed(seed), MOST_STEPS));
        }

        /** Most flows are analysed and run over rows in memory, which takes a tenth of the time. */
        static Case of(long seed, int steps) {
            Optional<FlowPath> path =
                    Optional.of(seed).filter(each -> each % 4 == 0).map(FlowPath::of);
            RandomFlow.Columns columns = path.map(FlowPath::columns).orElse(RandomFlow.Columns.ANY);
            return new Case(seed, steps, path, new RandomFlow(seed, steps, columns));
        }

        String way() {
            return path.map(FlowPath::toString).orElse("in memory");
        }

        /** With all that is needed to see it again. */
        String difference(List<String> actual) {
            return "-Dfuzz.seed=" + seed + ", " + steps + " transformations, " + way() + "\n" + flow.script()
                    + flow.sources() + "\nexpected: " + flow.expected() + "\nwas:      " + actual;
        }
    }

    @Test
    void aFlowGivesTheRowsThatTheDocumentationSays() throws IOException {
        SharedSpark.session();
        long first = FuzzTime.byHand() ? FuzzTime.seed() : Long.getLong("fuzz.seed", SEED_OF_THE_BUILD);
        long end = FuzzTime.byHand() ? Long.MAX_VALUE : first + FLOWS_OF_THE_BUILD;
        FuzzTime time = FuzzTime.usually(Duration.ofSeconds(90));
        long seed = first;
        while (time.isLeft() && seed < end && findings.size() < MOST_FINDINGS) {
            long next = Math.min(end, seed + FLOWS_OF_A_JOB);
            compare(LongStream.range(seed, next).mapToObj(Case::of).toList());
            seed = next;
        }
        System.out.println(seed - first + " flows with " + rows + " rows from -Dfuzz.seed=" + first + ": " + ways);
        assertThat(String.join("\n\n", findings)).isEmpty();
    }

    private void compare(List<Case> cases) throws IOException {
        List<Case> inMemory =
                cases.stream().filter(each -> each.path().isEmpty()).toList();
        List<List<String>> actual =
                FlowsInMemory.rows(inMemory.stream().map(Case::flow).toList());
        for (int i = 0; i < inMemory.size(); i++) {
            compare(inMemory.get(i), actual.get(i));
        }
        for (Case each : cases) {
            if (each.path().isPresent()) {
                compare(each, written(each));
            }
        }
    }

    private void compare(Case of, List<String> actual) throws IOException {
        ways.merge(of.way(), 1, Integer::sum);
        rows += of.flow().expected().size();
        if (!actual.equals(of.flow().expected())) {
            String found = fewest(of);
            System.out.println(found);
            findings.add(found);
        }
    }

    private String fewest(Case of) throws IOException {
        for (int steps = 0; steps <= of.steps(); steps++) {
            Case fewer = Case.of(of.seed(), steps);
            List<String> actual = fewer.path().isPresent()
                    ? written(fewer)
                    : FlowsInMemory.rows(List.of(fewer.flow())).get(0);
            if (!actual.equals(fewer.flow().expected())) {
                return fewer.difference(actual);
            }
        }
        return "not again alone: " + of.difference(List.of());
    }

    private List<String> written(Case of) throws IOException {
        LocalRuns runs = of.path().orElseThrow().make(Files.createTempDirectory(directory, "flow"), of.flow());
        try {
            PipelineResult result = runs.run("P");
            return result.failures().isEmpty()
                    ? ModelTable.bag(lines(runs.local("Blob/c/back")))
                    : result.failures().stream()
                            .map(failure -> failure.code() + ": " + failure.getMessage())
                            .toList();
        } catch (RuntimeException e) {
            return List.of(e.toString());
        }
    }

    private static List<String> lines(Path folder) throws IOException {
        List<String> lines = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(Files::isRegularFile)
                        .filter(each -> each.toString().endsWith(".json"))
                        .toList()) {
                    Files.readAllLines(file).stream()
                            .filter(line -> !line.isBlank())
                            .forEach(lines::add);
                }
            }
        }
        return lines;
    }
}
