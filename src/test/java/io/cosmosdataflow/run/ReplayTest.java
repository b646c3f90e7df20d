package io.cosmosdataflow.run;

import static io.cosmosdataflow.store.RowOperation.DELETE;
import static io.cosmosdataflow.store.RowOperation.INSERT;
import static io.cosmosdataflow.store.RowOperation.UPDATE;
import static io.cosmosdataflow.store.RowOperation.UPSERT;
import static io.cosmosdataflow.store.cosmos.WriteFixture.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.emulator.fault.Fault;
import io.cosmosdataflow.emulator.fault.FaultRule;
import io.cosmosdataflow.emulator.meter.RequestKind;
import io.cosmosdataflow.store.Replayable.Outcome;
import io.cosmosdataflow.store.cosmos.WriteFixture;
import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import io.cosmosdataflow.store.cosmos.reject.RejectedRun;
import io.cosmosdataflow.store.cosmos.replay.ReplayedContainer;
import io.cosmosdataflow.store.cosmos.write.TaskOutcome;
import io.cosmosdataflow.testing.SharedEmulator;
import io.cosmosdataflow.testing.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was rejected is written again, and only what is still rejected stays. */
class ReplayTest {

    @TempDir
    Path directory;

    private final Map<String, ContainerAddress> containers = new ConcurrentHashMap<>();

    @AfterEach
    void noMoreFaults() {
        SharedEmulator.instance().faults().off();
    }

    private TaskOutcome load(String activity, String sink, ContainerAddress container, Row... rows) {
        containers.put(activity + "/" + sink, container);
        return WriteFixture.to(container)
                .withRejecting(WriteFixture.into(directory, activity, sink))
                .write(WriteFixture.rows(rows));
    }

    private List<Outcome> replay() {
        return of(sink -> new ReplayedContainer(containers.get(sink.activity() + "/" + sink.sink())))
                .run();
    }

    private Replay of(Replay.Sinks sinks) {
        String rejects = directory.toUri().toString();
        Configuration configuration = SharedSpark.session().sessionState().newHadoopConf();
        return new Replay(
                SharedSpark.session(), rejects, () -> new RejectedRun(rejects, "run-1", configuration).sinks(), sinks);
    }

    private static void delete(ContainerAddress container, String document) {
        assertThat(WriteFixture.to(container)
                        .write(WriteFixture.rows(row(DELETE, document)))
                        .written())
                .isEqualTo(1);
    }

    @Test
    void afterTheCauseIsCorrectedAllIsWritten() throws IOException {
        String odd = "{\"id\":\"ä \\\"q\\\" 😀 \\u2028\",\"pk\":1.5,\"price\":1.10,\"big\":12345678901234567890123}";
        String plain = "{\"id\":\"b\",\"pk\":\"1\",\"nested\":{\"a\":[1.0, 2.50]}}";
        ContainerAddress container = WriteFixture.container("/pk");
        WriteFixture.insert(container, odd.replace("1.10", "0"), plain.replace("2.50", "0"));
        TaskOutcome loaded = load(
                "Load: all", "sink 1", container, row(INSERT, odd), row(INSERT, plain), row(UPSERT, "{\"id\":\"c\"}"));
        assertThat(loaded.rejected().count()).isEqualTo(2);
        delete(container, odd);
        delete(container, plain);

        List<Outcome> replayed = replay();

        assertThat(replayed).singleElement().satisfies(each -> {
            assertThat(each.activity()).isEqualTo("Load: all");
            assertThat(each.sink()).isEqualTo("sink 1");
            assertThat(each.place()).isEqualTo(container.toString());
            assertThat(each.written()).isEqualTo(2);
            assertThat(each.rejected()).isZero();
            assertThat(each.remark()).isEmpty();
        });
        assertThat(WriteFixture.read(container))
                .contains(odd, plain, "{\"id\":\"c\"}")
                .hasSize(3);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void onlyWhatIsStillRejectedStays() throws IOException {
        ContainerAddress first = WriteFixture.container("/id");
        ContainerAddress second = WriteFixture.container("/id");
        WriteFixture.insert(first, "{\"id\":\"a\",\"v\":1}", "{\"id\":\"b\",\"v\":1}");
        load("Load", "sink1", first, row(INSERT, "{\"id\":\"a\",\"v\":2}"), row(INSERT, "{\"id\":\"b\",\"v\":2}"));
        load("Load", "sink2", second, row(UPDATE, "{\"id\":\"c\",\"v\":2}"), row(INSERT, "[1.10]"));
        delete(first, "{\"id\":\"a\"}");
        WriteFixture.insert(second, "{\"id\":\"c\",\"v\":1}");

        List<Outcome> replayed = replay();

        assertThat(replayed).extracting(Outcome::sink).containsExactly("sink1", "sink2");
        assertThat(replayed).extracting(Outcome::written).containsExactly(1L, 1L);
        assertThat(replayed).extracting(Outcome::rejected).containsExactly(1L, 1L);
        assertThat(replayed.get(0).remark())
                .hasValueSatisfying(text -> assertThat(text).contains("CosmosConflict: 'b' (its id exists)."));
        assertThat(WriteFixture.read(first))
                .containsExactlyInAnyOrder("{\"id\":\"a\",\"v\":2}", "{\"id\":\"b\",\"v\":1}");
        assertThat(WriteFixture.read(second)).containsExactly("{\"id\":\"c\",\"v\":2}");
        assertThat(WriteFixture.rejects(directory))
                .hasSize(2)
                .allSatisfy(reject -> {
                    assertThat(reject.get("runId").asText()).isEqualTo("run-1");
                    assertThat(reject.get("replay").asText()).isEqualTo("replay-1");
                })
                .anySatisfy(
                        reject -> assertThat(reject.at("/document/v").asInt()).isEqualTo(2))
                .anySatisfy(reject -> assertThat(reject.path("text").asText()).isEqualTo("[1.10]"));

        replay();

        assertThat(WriteFixture.rejects(directory))
                .extracting(reject -> reject.get("replay").asText())
                .containsExactly("replay-2", "replay-2");
    }

    @Test
    void aReplayThatWasKilledBeforeItTookTheOldFilesAwayMayBeRepeated() throws IOException {
        ContainerAddress container = WriteFixture.container("/id");
        WriteFixture.insert(container, "{\"id\":\"b\",\"v\":1}");
        load("Load", "sink1", container, row(INSERT, "{\"id\":\"b\",\"v\":2}"), row(UPDATE, "{\"id\":\"a\",\"v\":2}"));
        Path file = directory.resolve(WriteFixture.files(directory).get(0));
        byte[] old = Files.readAllBytes(file);
        WriteFixture.insert(container, "{\"id\":\"a\",\"v\":1}");
        replay();
        Files.write(file, old);

        List<Outcome> repeated = replay();

        assertThat(repeated.get(0).written()).isEqualTo(1);
        assertThat(WriteFixture.rejects(directory))
                .singleElement()
                .satisfies(reject -> assertThat(reject.get("id").asText()).isEqualTo("b"));
        assertThat(WriteFixture.read(container))
                .containsExactlyInAnyOrder("{\"id\":\"a\",\"v\":2}", "{\"id\":\"b\",\"v\":1}");
    }

    @Test
    void anInsertThatIsThereAlreadyIsWritten() {
        ContainerAddress container = WriteFixture.container("/id");
        WriteFixture.insert(container, "{\"id\":\"a\",\"v\":1}");
        load("Load", "sink1", container, row(INSERT, "{\"id\":\"a\",\"v\":2}"));
        delete(container, "{\"id\":\"a\"}");
        WriteFixture.insert(container, "{\"v\":2.0,\"id\":\"a\"}");

        assertThat(replay().get(0).written()).isEqualTo(1);

        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void rowsOfOneKeyKeepTheirOrder() {
        ContainerAddress container = WriteFixture.container("/pk");
        List<Row> updates = new ArrayList<>();
        for (int version = 0; version < 20; version++) {
            for (int key = 0; key < 30; key++) {
                updates.add(row(UPDATE, "{\"id\":\"k" + key + "\",\"pk\":" + key + ",\"version\":" + version + "}"));
            }
        }
        load("Load", "sink1", container, updates.toArray(Row[]::new));
        String[] present = IntStream.range(0, 30)
                .mapToObj(key -> "{\"id\":\"k" + key + "\",\"pk\":" + key + "}")
                .toArray(String[]::new);
        WriteFixture.insert(container, present);

        assertThat(replay().get(0).written()).isEqualTo(600);

        assertThat(WriteFixture.read(container)).hasSize(30).allSatisfy(text -> assertThat(text)
                .endsWith("\"version\":19}"));
    }

    @Test
    void rejectsStayWhereTheyAreIfTheServiceHasNoRoom() throws IOException {
        ContainerAddress container = WriteFixture.container("/id");
        load("Load", "sink1", container, row(UPDATE, "{\"id\":\"a\"}"), row(INSERT, "[1]"));
        List<String> before = WriteFixture.lines(directory);
        SharedEmulator.instance()
                .faults()
                .on(FaultRule.of(1, 1, Fault.FORBIDDEN).on(RequestKind.BATCH).inEachOperation());

        JobException failure = catchThrowableOfType(JobException.class, this::replay);

        assertThat(failure.code()).isEqualTo(ErrorCode.CosmosUnauthorized);
        assertThat(WriteFixture.lines(directory)).isEqualTo(before);
        assertThat(WriteFixture.files(directory)).hasSize(1);
    }

    @Test
    void nothingIsWrittenIfOneSinkIsGone() throws IOException {
        ContainerAddress container = WriteFixture.container("/id");
        load("Load", "sink1", container, row(UPDATE, "{\"id\":\"a\"}"));
        load("Load", "sink2", container, row(UPDATE, "{\"id\":\"a\"}"));
        WriteFixture.insert(container, "{\"id\":\"a\",\"v\":1}");
        Replay replay = of(sink -> {
            if (sink.sink().equals("sink2")) {
                throw JobException.of(ErrorCode.MissingReference, "gone");
            }
            return new ReplayedContainer(container);
        });

        assertThat(catchThrowableOfType(JobException.class, replay::run)).hasMessage("gone");

        assertThat(WriteFixture.read(container)).containsExactly("{\"id\":\"a\",\"v\":1}");
        assertThat(WriteFixture.lines(directory)).hasSize(2);
    }

    @Test
    void unknownRunsAndBrokenLinesAreNamed() throws IOException {
        JobException unknown = catchThrowableOfType(JobException.class, this::replay);
        assertThat(unknown.code()).isEqualTo(ErrorCode.UnknownRun);
        assertThat(unknown).hasMessageStartingWith("There are no rejects of run 'run-1' in file:");

        containers.put("A/s", WriteFixture.container("/id"));
        Path file = Files.createDirectories(directory.resolve("run-1/A/s")).resolve("rejects-00000-000000.jsonl");
        Map<String, String> lines = Map.of(
                "{\"operation\":\"insert\"}", "it has no 'document'",
                "{\"document\":{}}", "it has no 'operation'",
                "{\"operation\":\"drop\",\"document\":{}}", "its operation is none of insert, update, upsert, delete",
                "{\"operation\":", "it is not valid JSON",
                "[1]", "it is no JSON object");
        for (Map.Entry<String, String> line : lines.entrySet()) {
            Files.writeString(file, "\n" + line.getKey() + "\n");
            JobException broken = catchThrowableOfType(JobException.class, this::replay);
            assertThat(broken.code()).isEqualTo(ErrorCode.FileMalformed);
            assertThat(broken)
                    .hasMessageContaining("/run-1/A/s/rejects-00000-000000.jsonl is no reject: " + line.getValue());
            assertThat(file).exists();
        }
    }
}
