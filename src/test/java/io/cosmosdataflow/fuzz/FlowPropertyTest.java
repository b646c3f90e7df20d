package io.cosmosdataflow.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.fuzz.model.ModelTable;
import io.cosmosdataflow.fuzz.model.RandomFlow;
import io.cosmosdataflow.run.PipelineResult;
import io.cosmosdataflow.testing.FlowRows;
import io.cosmosdataflow.testing.LocalRuns;
import io.cosmosdataflow.testing.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

    private static final int FLOWS_OF_THE_BUILD = 20;

    @TempDir
    Path directory;

    private long rows;

    @Test
    void aFlowGivesTheRowsThatTheDocumentationSays() throws IOException {
        SharedSpark.session();
        long first = FuzzTime.byHand() ? FuzzTime.seed() : Long.getLong("fuzz.seed", SEED_OF_THE_BUILD);
        long end = FuzzTime.byHand() ? Long.MAX_VALUE : first + FLOWS_OF_THE_BUILD;
        FuzzTime time = FuzzTime.usually(Duration.ofSeconds(90));
        List<String> findings = new ArrayList<>();
        Map<String, Integer> formats = new TreeMap<>();
        long seed = first;
        for (; time.isLeft() && seed < end && findings.size() < MOST_FINDINGS; seed++) {
            int steps = 1 + Math.floorMod(RandomFlow.mixed(seed), MOST_STEPS);
            formats.merge(wholePath(seed) ? FlowPath.of(seed).toString() : "in memory", 1, Integer::sum);
            if (!run(seed, steps).isEmpty()) {
                String found = fewest(seed, steps);
                System.out.println(found);
                findings.add(found);
            }
        }
        System.out.println(seed - first + " flows with " + rows + " rows from -Dfuzz.seed=" + first + ": " + formats);
        assertThat(String.join("\n\n", findings)).isEmpty();
    }

    private String fewest(long seed, int steps) throws IOException {
        for (int fewer = 0; fewer < steps; fewer++) {
            String found = run(seed, fewer);
            if (!found.isEmpty()) {
                return found;
            }
        }
        return run(seed, steps);
    }

    /** Most flows are analysed and run over rows in memory, which takes a tenth of the time. */
    private static boolean wholePath(long seed) {
        return seed % 4 == 0;
    }

    /** What differs, with all that is needed to see it again; empty if nothing does. */
    private String run(long seed, int steps) throws IOException {
        boolean whole = wholePath(seed);
        RandomFlow flow = new RandomFlow(seed, steps, whole ? FlowPath.of(seed).columns() : RandomFlow.Columns.ANY);
        List<String> actual;
        try {
            actual = whole ? written(seed, flow) : inMemory(flow);
        } catch (RuntimeException e) {
            actual = List.of(e.toString());
        }
        rows += flow.expected().size();
        return actual.equals(flow.expected())
                ? ""
                : "-Dfuzz.seed=" + seed + ", " + steps + " transformations, "
                        + (whole ? FlowPath.of(seed) : "in memory") + "\n" + flow.script() + flow.sources()
                        + "\nexpected: " + flow.expected() + "\nwas:      " + actual;
    }

    private List<String> written(long seed, RandomFlow flow) throws IOException {
        LocalRuns runs = FlowPath.of(seed).make(Files.createTempDirectory(directory, "flow"), flow);
        PipelineResult result = runs.run("P");
        return result.failures().isEmpty()
                ? ModelTable.bag(lines(runs.local("Blob/c/back")))
                : result.failures().stream()
                        .map(failure -> failure.code() + ": " + failure.getMessage())
                        .toList();
    }

    private static List<String> inMemory(RandomFlow flow) {
        StringBuilder script = new StringBuilder();
        flow.sources().forEach(source -> script.append("source(output(")
                .append(source.projection())
                .append("), allowSchemaDrift: false) ~> ")
                .append(source.name())
                .append('\n'));
        script.append(flow.script());
        FlowRows rows = new FlowRows();
        flow.sources()
                .forEach(source -> rows.declared(
                        source.name(),
                        script.toString(),
                        source.documents().lines().toList()));
        return ModelTable.bag(rows.json(script.toString(), flow.last()));
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
