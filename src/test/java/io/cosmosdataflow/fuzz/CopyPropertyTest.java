package io.cosmosdataflow.fuzz;

import static io.cosmosdataflow.testing.FactoryFiles.copy;
import static io.cosmosdataflow.testing.Mappings.translated;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.fuzz.copies.CopyRows;
import io.cosmosdataflow.fuzz.copies.CopyRows.End;
import io.cosmosdataflow.fuzz.copies.RandomCopy;
import io.cosmosdataflow.fuzz.model.RandomFlow;
import io.cosmosdataflow.run.PipelineResult;
import io.cosmosdataflow.state.ActivityRecord;
import io.cosmosdataflow.testing.FactoryFiles;
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
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random documents and tables through random mappings from files to files: the rows are those of an interpreter that
 * follows the documentation in plain Java. A finding is told with the fewest mapped values that show it.
 *
 * <p>For as long as one likes: {@code -Dtest=CopyPropertyTest -Dfuzz.seconds=3600
 * -Djunit.jupiter.execution.timeout.mode=disabled -Dsurefire.timeout=0}.
 */
class CopyPropertyTest {

    private static final int MOST_MAPPINGS = 5;
    private static final int MOST_FINDINGS = 5;

    /** Each build runs the same copies, so that it is red for a change and not by chance; by hand they are others. */
    private static final long SEED_OF_THE_BUILD = 1_000;

    private static final int COPIES_OF_THE_BUILD = 40;
    private static final int COPIES_OF_A_PIPELINE = 20;

    @TempDir
    Path directory;

    private final Map<String, Integer> ways = new TreeMap<>();
    private final List<String> findings = new ArrayList<>();
    private final CopiedFiles files = new CopiedFiles();
    private long rows;

    /** The first mapped values of the copy of a seed. */
    private record Case(long seed, int mappings, String from, String to, RandomCopy copy) {

        private static final List<String> SOURCES = List.of(
                "Json", "Json", "Json", "DelimitedText", "DelimitedText", "Headerless", "Parquet", "Orc", "Avro");
        private static final List<String> SINKS =
                List.of("Json", "Json", "DelimitedText", "DelimitedText", "Parquet", "Parquet");

        static Case of(long seed) {
            return of(seed, 1 + new Random(RandomFlow.mixed(seed)).nextInt(MOST_MAPPINGS));
        }

        static Case of(long seed, int mappings) {
            Random random = new Random(RandomFlow.mixed(-seed));
            String from = SOURCES.get(random.nextInt(SOURCES.size()));
            String to = SINKS.get(random.nextInt(SINKS.size()));
            RandomCopy copy = new RandomCopy(
                    RandomFlow.mixed(seed), mappings, end(from), end(to), from.equals("Avro") || to.equals("Avro"));
            return new Case(seed, mappings, from, to, copy);
        }

        private static End end(String format) {
            return switch (format) {
                case "Json" -> End.DOCUMENTS;
                case "DelimitedText" -> End.TEXT;
                case "Headerless" -> End.HEADERLESS;
                default -> End.TYPED;
            };
        }

        static String format(String of) {
            return of.equals("Headerless") ? "DelimitedText" : of;
        }

        String way() {
            return from + " to " + to;
        }

        /** With all that is needed to see it again. */
        String difference(String actual) {
            return "-Dfuzz.seed=" + seed + ", " + mappings + " mappings, " + way() + ", skips " + copy.skips() + "\n"
                    + copy.translator() + "\n" + copy.source() + "\nexpected: " + copy.expected() + "\nwas:      "
                    + actual;
        }
    }

    @Test
    void aCopyGivesTheRowsThatTheDocumentationSays() throws IOException {
        SharedSpark.session();
        long first = FuzzTime.byHand() ? FuzzTime.seed() : Long.getLong("fuzz.seed", SEED_OF_THE_BUILD);
        long end = FuzzTime.byHand() ? Long.MAX_VALUE : first + COPIES_OF_THE_BUILD;
        FuzzTime time = FuzzTime.usually(Duration.ofSeconds(90));
        long seed = first;
        while (time.isLeft() && seed < end && findings.size() < MOST_FINDINGS) {
            long next = Math.min(end, seed + COPIES_OF_A_PIPELINE);
            List<Case> cases = LongStream.range(seed, next).mapToObj(Case::of).toList();
            List<String> actual = run(cases);
            for (int i = 0; i < cases.size(); i++) {
                compare(cases.get(i), actual.get(i));
            }
            seed = next;
        }
        System.out.println(seed - first + " copies with " + rows + " rows from -Dfuzz.seed=" + first + ": " + ways);
        assertThat(String.join("\n\n", findings)).isEmpty();
    }

    private void compare(Case of, String actual) throws IOException {
        ways.merge(of.way(), 1, Integer::sum);
        rows += of.copy().expected().rows().size();
        if (!actual.isEmpty()) {
            String found = fewest(of);
            System.out.println(found);
            findings.add(found);
        }
    }

    private String fewest(Case of) throws IOException {
        for (int mappings = 0; mappings <= of.mappings(); mappings++) {
            Case fewer = Case.of(of.seed(), mappings);
            String actual = run(List.of(fewer)).get(0);
            if (!actual.isEmpty()) {
                return fewer.difference(actual);
            }
        }
        return "not again alone: " + of.difference("");
    }

    /** What differs, of each; empty if nothing does. All are activities of one pipeline, side by side. */
    private List<String> run(List<Case> cases) throws IOException {
        LocalRuns runs = LocalRuns.in(Files.createTempDirectory(directory, "copies"));
        FactoryFiles factory = FactoryFiles.in(runs.factory());
        List<String> activities = new ArrayList<>();
        for (int i = 0; i < cases.size(); i++) {
            Case each = cases.get(i);
            String from = Case.format(each.from());
            files.write(each.copy().source(), from, runs.local("Blob/c/in" + i), new Random(each.seed()));
            factory.file("In" + i, from, "in" + i, "", header(each.from()));
            factory.file("Out" + i, each.to(), "out" + i, "x", header(each.to()));
            String sink = translated(
                    "{\"type\": \"" + each.to() + "Sink\"}", each.copy().translator());
            activities.add(copy("C" + i, "In" + i, "{\"type\": \"" + from + "Source\"}", "Out" + i, sink)
                    .replaceFirst(
                            "\"typeProperties\": \\{",
                            "\"typeProperties\": {\"enableSkipIncompatibleRow\": "
                                    + each.copy().skips() + ", "));
        }
        factory.pipeline("P", activities.toArray(String[]::new));
        PipelineResult result = runs.run("P");
        List<String> actual = new ArrayList<>();
        for (int i = 0; i < cases.size(); i++) {
            String name = "C" + i;
            Optional<ActivityRecord> record = result.record().activities().stream()
                    .filter(activity -> activity.name().equals(name))
                    .findFirst();
            actual.add(difference(cases.get(i), record.flatMap(ActivityRecord::error), runs.local("Blob/c/out" + i)));
        }
        return actual;
    }

    private static String[] header(String format) {
        return format.equals("DelimitedText") ? new String[] {"\"firstRowAsHeader\": true"} : new String[0];
    }

    private String difference(Case of, Optional<ActivityRecord.Failure> failure, Path written) throws IOException {
        CopyRows expected = of.copy().expected();
        if (failure.isPresent()) {
            return failure.map(ActivityRecord.Failure::code).equals(expected.failure()) ? "" : failure.toString();
        }
        CopyRows actual = files.read(Case.end(of.to()), written);
        return expected.failure().isEmpty() && SameRows.same(expected, actual) ? "" : actual.toString();
    }
}
