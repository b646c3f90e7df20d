package io.cosmosdataflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cosmosdataflow.cli.terminal.Console;
import io.cosmosdataflow.state.ActivityRecord;
import io.cosmosdataflow.state.ActivityRecord.Failure;
import io.cosmosdataflow.state.Checkpoint;
import io.cosmosdataflow.state.Checkpoint.Cause;
import io.cosmosdataflow.state.CheckpointKey;
import io.cosmosdataflow.state.Checkpoints;
import io.cosmosdataflow.state.Course;
import io.cosmosdataflow.state.FeedPosition;
import io.cosmosdataflow.state.FeedRange;
import io.cosmosdataflow.state.PendingFeeds;
import io.cosmosdataflow.state.RunLock;
import io.cosmosdataflow.state.RunRecord;
import io.cosmosdataflow.state.RunRecord.Origin;
import io.cosmosdataflow.state.RunStatus;
import io.cosmosdataflow.state.StateDirectory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code runs} and {@code checkpoint} on a state directory in which two runs took changes, and one failed. */
class StateCommandsTest {

    private static final Instant START = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final CheckpointKey KEY = new CheckpointKey("Refresh", "View", Optional.empty(), Optional.empty());

    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void runs() {
        state().save(run("run-1", "Refresh", START, RunStatus.Succeeded, "View", Optional.empty(), range(0, 5)));
        state().save(run(
                "run-2", "Refresh", START.plusSeconds(60), RunStatus.Succeeded, "View", Optional.empty(), range(5, 8)));
        state().save(run("run-3", "Export", START.plusSeconds(120), RunStatus.Failed, "Copy", Optional.empty()));
        checkpoints().move(KEY, 0, "run-1", Cause.RUN, List.of(position(5)));
        checkpoints().move(KEY, 1, "run-2", Cause.RUN, List.of(position(8)));
    }

    @Test
    void runsAreListedAsATableTheNewestFirst() {
        assertThat(main("runs", "list")).isZero();

        assertThat(lines())
                .containsExactly(
                        "RUN    PIPELINE  STATUS     START                 TOOK   REMARK",
                        "run-3  Export    Failed     2026-01-02T03:06:05Z  1.5 s  rerun of run-1, debug session me",
                        "run-2  Refresh   Succeeded  2026-01-02T03:05:05Z  1.5 s",
                        "run-1  Refresh   Succeeded  2026-01-02T03:04:05Z  1.5 s");
    }

    @Test
    void runsOfOnePipelineAreListedUpToANumber() {
        assertThat(main("runs", "list", "--pipeline", "refresh", "--rows", "1")).isZero();

        assertThat(lines()).hasSize(2).last().asString().startsWith("run-2");
    }

    @Test
    void runsAreListedAsJsonForPrograms() throws IOException {
        assertThat(main("runs", "list", "--json")).isZero();

        JsonNode runs = json();
        assertThat(runs).hasSize(3);
        assertThat(runs.at("/0/runId").asText()).isEqualTo("run-3");
        assertThat(runs.at("/1/activities/0/feeds/0/to/offset").asText()).isEqualTo("offset-8");
    }

    @Test
    void aDirectoryWithoutRunsSaysSo() {
        assertThat(Main.run(
                        console(),
                        "runs",
                        "list",
                        "--state",
                        directory.resolve("none").toString()))
                .isZero();
        assertThat(lines()).containsExactly("No runs.");
    }

    @Test
    void aRunIsShownWithOutputsAndCheckpointsBeforeAndAfter() {
        assertThat(main("runs", "show", "run-2")).isZero();

        assertThat(lines())
                .contains(
                        "Run       run-2",
                        "Pipeline  Refresh of factory Shop",
                        "Status    Succeeded",
                        "Parameter day = today",
                        "ACTIVITY  TYPE             STATUS     START                 TOOK   ATTEMPTS",
                        "View      ExecuteDataFlow  Succeeded  2026-01-02T03:05:05Z  1.5 s  1",
                        "Activity 'View'",
                        "  rows: 3",
                        "  SOURCE  CONTAINER    CHECKPOINT BEFORE  AFTER");
        assertThat(text(out))
                .doesNotContain("offset-8")
                .containsPattern("  orders  shop/orders  #[0-9a-f]{8}          #[0-9a-f]{8}");
    }

    @Test
    void aFailedRunIsShownWithItsError() {
        assertThat(main("runs", "show", "run-3")).isZero();

        assertThat(lines())
                .contains(
                        "Remark    rerun of run-1, debug session me",
                        "  error [CosmosConflict] Two documents exist already.");
    }

    @Test
    void aRunIsShownAsJsonForPrograms() throws IOException {
        assertThat(main("runs", "show", "run-2", "--json")).isZero();

        assertThat(json().at("/activities/0/feeds/0/from/offset").asText()).isEqualTo("offset-5");
    }

    @Test
    void theBeginningOfAnIdIsEnoughWhereItIsOneRuns() {
        state().save(run("ab-1", "Export", START, RunStatus.Succeeded, "Copy", Optional.empty()));
        assertThat(main("runs", "show", "a")).isZero();
        assertThat(lines()).contains("Run       ab-1");

        assertThat(main("runs", "show", "run")).isEqualTo(2);
        assertThat(text(err))
                .contains("error [AmbiguousRun] The ids of 3 runs begin with 'run': run-1, run-2, run-3. Give more");

        state().save(run("run-12", "Export", START, RunStatus.Succeeded, "Copy", Optional.empty()));
        assertThat(main("runs", "show", "run-1")).as("a whole id").isZero();
        assertThat(main("runs", "show", "")).isEqualTo(2);
        assertThat(main("runs", "show", "../runs/ab-1")).isEqualTo(2);
        assertThat(main("checkpoint", "rewind", "--to", "run-2")).isZero();
    }

    @Test
    void tablesFitTheTerminal() {
        String first = "11111111-aaaa-bbbb-cccc-000000000001";
        String second = "11111111-abaa-bbbb-cccc-000000000002";
        String other = "22222222-aaaa-bbbb-cccc-000000000003";
        for (String id : List.of(other, first, second)) {
            state().save(run(id, "A pipeline with a rather long name", START, RunStatus.Failed, "C", Optional.empty()));
        }
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);

        Main.run(
                new Console(stream, stream, false, () -> 80, () -> 80),
                "runs",
                "list",
                "--state",
                directory.toString());

        assertThat(lines()).hasSize(7).allMatch(line -> line.length() <= 80);
        assertThat(text(out))
                .contains("22222222     A pipeline", "11111111-aa  A pip", "11111111-ab  A pip", "2026-01-02T03:04:05Z")
                .contains("\u2026")
                .doesNotContain(other);
    }

    @Test
    void aRunThatIsNotThereIsAUsageError() {
        assertThat(main("runs", "show", "run-9")).isEqualTo(2);
        assertThat(text(err)).contains("error [UnknownRun] There is no record of run 'run-9'");
    }

    @Test
    void checkpointsAreListedWithContainerRunAndTime() throws IOException {
        assertThat(main("checkpoint", "list")).isZero();
        assertThat(lines()).hasSize(2);
        assertThat(lines().get(0).split("  +"))
                .containsExactly("CHECKPOINT", "SESSION", "NUMBER", "MOVED", "BY", "SOURCE", "CONTAINER", "POSITION");
        assertThat(lines().get(1)).matches("Refresh / View +- +2 +\\S+Z +run run-2 +orders +shop/orders +#[0-9a-f]{8}");

        out.reset();
        assertThat(main("checkpoint", "list", "--json")).isZero();
        assertThat(json().at("/0/positions/0/offset").asText()).isEqualTo("offset-8");
    }

    @Test
    void theMovesOfACheckpointAreShownTheNewestFirst() {
        assertThat(main("checkpoint", "show", "--pipeline", "Refresh", "--activity", "view"))
                .isZero();

        assertThat(lines()).hasSize(3);
        assertThat(lines().get(1)).contains("run run-2");
        assertThat(lines().get(2)).contains("run run-1");
    }

    @Test
    void aCheckpointThatIsNotThereIsAUsageError() {
        assertThat(main("checkpoint", "show", "--pipeline", "Refresh", "--activity", "Veiw"))
                .isEqualTo(2);
        assertThat(text(err)).contains("error [InvalidOptionValue] There is no checkpoint of activity 'Veiw'");
        assertThat(main("checkpoint", "reset", "--key", "nothing")).isEqualTo(2);
        assertThat(text(err)).contains("There is no checkpoint of key 'nothing'");
    }

    @Test
    void afterAResetTheNextRunStartsAsTheFirstOneDid() {
        assertThat(main("checkpoint", "reset", "--pipeline", "refresh", "--activity", "view"))
                .isZero();

        Checkpoint present = checkpoints().present(KEY).orElseThrow();
        assertThat(present.number()).isEqualTo(3);
        assertThat(present.positions()).isEmpty();
        assertThat(present.cause()).isEqualTo(Cause.RESET);
        assertThat(present.key()).as("the names as the runs write them").isEqualTo(KEY);
        assertThat(text(out)).contains("Refresh / View").contains("reset").contains("start");
    }

    @Test
    void aResetEndsWhatAFirstRunThatDiedHasLeft() {
        CheckpointKey first = new CheckpointKey("Refresh", "First", Optional.empty(), Optional.empty());
        checkpoints().begin(new PendingFeeds(first, "run-9", List.of(range(0, 5))));

        assertThat(main("checkpoint", "reset", "--pipeline", "Refresh", "--activity", "First"))
                .isZero();

        assertThat(checkpoints().pending(first)).isEmpty();
        assertThat(checkpoints().present(first).orElseThrow().positions()).isEmpty();
    }

    @Test
    void aRewoundCheckpointStandsWhereItStoodBeforeTheRun() {
        assertThat(main("checkpoint", "rewind", "--to", "run-2")).isZero();
        assertThat(checkpoints().present(KEY).orElseThrow().positions()).containsExactly(position(5));

        assertThat(main("checkpoint", "rewind", "--to", "run-1", "--pipeline", "Refresh", "--activity", "View"))
                .isZero();
        Checkpoint present = checkpoints().present(KEY).orElseThrow();
        assertThat(present.positions()).containsExactly(position(0));
        assertThat(present.number()).as("the moves before it stay").isEqualTo(4);
        assertThat(text(out)).contains("rewind before run-1");
    }

    @Test
    void aCheckpointUnderANewNameCanBePutToWhereTheOldOneStood() {
        assertThat(main("checkpoint", "rewind", "--to", "run-2", "--pipeline", "Renewed", "--activity", "Renamed"))
                .isZero();

        CheckpointKey renamed = new CheckpointKey("Renewed", "Renamed", Optional.empty(), Optional.empty());
        assertThat(checkpoints().present(renamed).orElseThrow().positions()).containsExactly(position(5));
        assertThat(checkpoints().present(KEY).orElseThrow().positions()).containsExactly(position(8));
    }

    @Test
    void aRunThatTookNothingCannotBeRewoundTo() {
        assertThat(main("checkpoint", "rewind", "--to", "run-3")).isEqualTo(2);
        assertThat(text(err)).contains("error [UnknownRun] Run run-3 of pipeline 'Export' took no change feed");
    }

    @Test
    void aRunThatUsesAKeyIsRewoundByIt() {
        CheckpointKey key = new CheckpointKey("Refresh", "View", Optional.of("k"), Optional.of("me"));
        state().save(run("run-4", "Refresh", START, RunStatus.Succeeded, "View", Optional.of("k"), range(5, 8)));
        checkpoints().move(key, 0, "run-4", Cause.RUN, List.of(position(8)));

        assertThat(main("checkpoint", "rewind", "--to", "run-4", "--key", "k", "--debug-session", "me"))
                .isZero();

        assertThat(checkpoints().present(key).orElseThrow().positions()).containsExactly(position(5));
        assertThat(checkpoints().present(KEY).orElseThrow().positions())
                .as("published runs have their own")
                .containsExactly(position(8));
    }

    @Test
    void whileARunOfThePipelineLivesItsCheckpointStays() {
        try (RunLock lock = state().lock("Refresh", Optional.empty(), "run-5")) {
            lock.requireHeld();
            assertThat(main("checkpoint", "reset", "--pipeline", "Refresh", "--activity", "View"))
                    .isEqualTo(1);
            assertThat(text(err)).contains("error [RunInProgress] Pipeline 'Refresh' is in use by run run-5");
            assertThat(main("checkpoint", "rewind", "--to", "run-1")).isEqualTo(1);
        }
        assertThat(checkpoints().present(KEY).orElseThrow().number()).isEqualTo(2);
    }

    private int main(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--state", directory.toString()));
        return Main.run(console(), all.toArray(String[]::new));
    }

    private Console console() {
        return new Console(new PrintStream(out, true), new PrintStream(err, true), false);
    }

    private List<String> lines() {
        return text(out).lines().toList();
    }

    private JsonNode json() throws IOException {
        return new ObjectMapper().readTree(text(out));
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private StateDirectory state() {
        return new StateDirectory(directory.toString(), new Configuration());
    }

    private Checkpoints checkpoints() {
        return state().checkpoints();
    }

    private static RunRecord run(
            String id,
            String pipeline,
            Instant start,
            RunStatus status,
            String activity,
            Optional<String> key,
            FeedRange... feeds) {
        boolean failed = status == RunStatus.Failed;
        JsonNodeFactory json = JsonNodeFactory.instance;
        Course course = new Course(status, start, start.plusMillis(1500));
        Failure why = new Failure("CosmosConflict", "Two documents exist already.");
        ActivityRecord record = new ActivityRecord(
                activity,
                "ExecuteDataFlow",
                failed ? course.ended(status, course.end(), Optional.of(why)) : course,
                1,
                failed ? json.objectNode() : json.objectNode().put("rows", 3),
                List.of(feeds),
                key);
        return new RunRecord(
                id,
                "Shop",
                pipeline,
                course,
                json.objectNode().put("day", "today"),
                List.of(record),
                failed ? new Origin(Optional.of("run-1"), Optional.of("me"), Optional.empty()) : Origin.PUBLISHED);
    }

    private static FeedRange range(int from, int to) {
        return new FeedRange(position(from), position(to));
    }

    private static FeedPosition position(int offset) {
        return new FeedPosition("orders", "shop/orders", "rid", "offset-" + offset);
    }
}
