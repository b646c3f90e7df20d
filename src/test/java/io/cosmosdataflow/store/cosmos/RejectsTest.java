package io.cosmosdataflow.store.cosmos;

import static io.cosmosdataflow.store.RowOperation.DELETE;
import static io.cosmosdataflow.store.RowOperation.INSERT;
import static io.cosmosdataflow.store.RowOperation.UPDATE;
import static io.cosmosdataflow.store.RowOperation.UPSERT;
import static io.cosmosdataflow.store.cosmos.WriteFixture.row;
import static io.cosmosdataflow.store.cosmos.WriteFixture.rows;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.emulator.fault.Fault;
import io.cosmosdataflow.emulator.fault.FaultRule;
import io.cosmosdataflow.emulator.meter.RequestKind;
import io.cosmosdataflow.store.RowOperation;
import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import io.cosmosdataflow.store.cosmos.client.ServiceFaults;
import io.cosmosdataflow.store.cosmos.reject.Rejecting;
import io.cosmosdataflow.store.cosmos.write.DocumentsToWrite;
import io.cosmosdataflow.store.cosmos.write.TaskOutcome;
import io.cosmosdataflow.store.cosmos.write.WriteReport;
import io.cosmosdataflow.testing.InBothModes;
import io.cosmosdataflow.testing.SharedEmulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Under error handling a document that the service refuses is kept with the reason, and ends nothing. */
@InBothModes
class RejectsTest {

    @TempDir
    Path directory;

    @AfterEach
    void noMoreFaults() {
        SharedEmulator.instance().faults().off();
    }

    private DocumentsToWrite rejecting(ContainerAddress container) {
        return WriteFixture.to(container).withRejecting(WriteFixture.into(directory, "Load", "sink1"));
    }

    private JsonNode only() throws IOException {
        List<JsonNode> rejects = WriteFixture.rejects(directory);
        assertThat(rejects).hasSize(1);
        return rejects.get(0);
    }

    @Test
    void conflictIsKeptWithAllThatAReplayNeeds() throws IOException {
        ContainerAddress container = CosmosFixture.container("/pk");
        CosmosFixture.insert(container, List.of("{\"id\":\"a\",\"pk\":\"p\",\"v\":1}"));
        Instant start = Instant.now();

        TaskOutcome outcome = rejecting(container)
                .write(rows(
                        row(INSERT, "{\"id\":\"a\",\"pk\":\"p\",\"price\":1.10,  \"big\":12345678901234567890123}"),
                        row(INSERT, "{\"id\":\"b\",\"pk\":\"p\"}")));

        assertThat(outcome.failed().count()).isZero();
        assertThat(outcome.rejected().counts()).containsExactlyEntriesOf(Map.of(ErrorCode.CosmosConflict, 1L));
        assertThat(outcome.written()).isEqualTo(1);
        assertThat(outcome.rows().of(INSERT)).isEqualTo(1L);
        assertThat(outcome.rejected().count()).isEqualTo(1L);
        JsonNode reject = only();
        assertThat(Instant.parse(reject.get("at").asText())).isBetween(start, Instant.now());
        assertThat(WriteFixture.lines(directory).get(0).replaceAll("\"at\":\"[^\"]+\"", "\"at\":\"...\""))
                .isEqualTo("{\"id\":\"a\",\"partitionKey\":[\"p\"],\"operation\":\"insert\",\"status\":409,"
                        + "\"reason\":\"CosmosConflict: its id exists\",\"runId\":\"run-1\",\"activity\":\"Load\","
                        + "\"sink\":\"sink1\",\"at\":\"...\",\"document\":"
                        + "{\"id\":\"a\",\"pk\":\"p\",\"price\":1.10,  \"big\":12345678901234567890123}}");
        assertThat(WriteFixture.files(directory)).singleElement().satisfies(file -> assertThat(file.toString())
                .matches("run-1/Load/sink1/rejects-00000-\\d{6}\\.jsonl"));
    }

    @Test
    void updateOfAMissingDocumentIsRejected() throws IOException {
        TaskOutcome outcome =
                rejecting(CosmosFixture.container("/pk")).write(rows(row(UPDATE, "{\"id\":\"no\",\"pk\":7}")));

        assertThat(outcome.written()).isZero();
        JsonNode reject = only();
        assertThat(reject.get("status").asInt()).isEqualTo(404);
        assertThat(reject.get("operation").asText()).isEqualTo("update");
        assertThat(reject.get("partitionKey").toString()).isEqualTo("[7]");
        assertThat(reject.get("reason").asText())
                .isEqualTo("CosmosNotFound: there is no document with its id and partition key");
    }

    @Test
    void deleteOfAMissingDocumentIsRejected() throws IOException {
        rejecting(CosmosFixture.container("/pk")).write(rows(row(DELETE, "{\"id\":\"no\",\"pk\":7}")));

        JsonNode reject = only();
        assertThat(reject.get("status").asInt()).isEqualTo(404);
        assertThat(reject.get("operation").asText()).isEqualTo("delete");
        assertThat(reject.get("reason").asText()).startsWith("CosmosNotFound: DF-Cosmos-DeleteDataFailed: ");
    }

    /** One bad document must not make the container unreadable. */
    @Test
    void aDocumentWithAMemberTwiceIsRejectedByItself() throws IOException {
        ContainerAddress container = CosmosFixture.container("/pk");
        String twice = "{\"id\":\"bad\",\"pk\":7,\"o\":{\"x\":1,\"x\":2}}";

        rejecting(container).write(rows(row(UPSERT, twice), row(UPSERT, "{\"id\":\"good\",\"pk\":7}")));

        JsonNode reject = only();
        assertThat(reject.get("id").asText()).isEqualTo("bad");
        assertThat(reject.get("reason").asText()).isEqualTo("CosmosDocumentInvalid: its member /o/x stands twice");
        assertThat(WriteFixture.lines(directory).get(0)).contains(twice);
        assertThat(CosmosFixture.read(container)).containsExactly("{\"id\":\"good\",\"pk\":7}");
    }

    @Test
    void tooLargeADocumentIsRejected() throws IOException {
        ContainerAddress container = CosmosFixture.container("/id");

        rejecting(container)
                .write(rows(
                        row(UPSERT, "{\"id\":\"large\",\"text\":\"" + "x".repeat(2_200_000) + "\"}"),
                        row(UPSERT, "{\"id\":\"small\"}")));

        JsonNode reject = only();
        assertThat(reject.get("status").asInt()).isEqualTo(413);
        assertThat(reject.get("reason").asText()).startsWith("CosmosRequestTooLarge: its request has 22000");
        assertThat(reject.at("/document/text").asText()).hasSize(2_200_000);
        assertThat(CosmosFixture.read(container)).containsExactly("{\"id\":\"small\"}");
    }

    @Test
    void textsThatAreNoDocumentsAreKeptAsTexts() throws IOException {
        rejecting(CosmosFixture.container("/id"))
                .write(rows(
                        row(INSERT, "[\"1.10\"]"),
                        row(INSERT, "{\"broken\":\n1"),
                        row(INSERT, "{\"id\":7,\r\n\"n\":1.10}"),
                        row(INSERT, "{\"id\":\"a/b\"}")));

        List<JsonNode> rejects = WriteFixture.rejects(directory);
        assertThat(rejects).hasSize(4).allSatisfy(reject -> {
            assertThat(reject.get("status").asInt()).isEqualTo(400);
            assertThat(reject.get("reason").asText()).startsWith("CosmosDocumentInvalid: ");
        });
        assertThat(rejects.get(0).get("text").asText()).isEqualTo("[\"1.10\"]");
        assertThat(rejects.get(0).get("id").isNull()).isTrue();
        assertThat(rejects.get(0).get("partitionKey").isNull()).isTrue();
        assertThat(rejects.get(1).get("text").asText()).isEqualTo("{\"broken\":\n1");
        assertThat(WriteFixture.lines(directory).get(2)).endsWith("\"document\":{\"id\":7,  \"n\":1.10}}");
        assertThat(rejects.get(3).get("id").asText()).isEqualTo("a/b");
    }

    @Test
    void fullPartitionKeyIsRejectedAndAForbiddenAccountIsNot() throws IOException {
        ContainerAddress container = CosmosFixture.container("/id");
        faults(Fault.PARTITION_KEY_FULL);
        TaskOutcome full = rejecting(container).write(rows(row(INSERT, "{\"id\":\"a\"}")));
        faults(Fault.FORBIDDEN);
        TaskOutcome forbidden = rejecting(container).write(rows(row(INSERT, "{\"id\":\"b\"}")));

        assertThat(full.failed().count()).isZero();
        JsonNode reject = only();
        assertThat(reject.get("status").asInt()).isEqualTo(403);
        assertThat(reject.get("reason").asText()).startsWith("CosmosWriteFailed: the documents with its partition key");
        assertThat(forbidden.rejected().count()).isZero();
        assertThat(forbidden.failed().counts()).containsOnlyKeys(ErrorCode.CosmosUnauthorized);
    }

    private static void faults(Fault fault) {
        SharedEmulator.instance()
                .faults()
                .on(FaultRule.of(1, 1, fault).on(RequestKind.BATCH).inEachOperation());
    }

    @Test
    void whatTheServiceHasNoRoomForIsNoReject() throws IOException {
        ContainerAddress container = CosmosFixture.container("/id");
        faults(Fault.THROTTLED);

        TaskOutcome outcome = WriteFixture.to(container, Duration.ZERO)
                .withRejecting(WriteFixture.into(directory, "Load", "sink1"))
                .write(rows(row(INSERT, "{\"id\":\"a\"}")));

        assertThat(outcome.rejected().count()).isZero();
        assertThat(outcome.failed().counts()).containsOnlyKeys(ErrorCode.CosmosWriteFailed);
        assertThat(catchThrowableOfType(JobException.class, () -> WriteReport.throwIfFailed(outcome, container)))
                .hasMessageContaining("'a' (status 429");
        assertThat(WriteFixture.files(directory)).isEmpty();
    }

    @Test
    void keysKeepTheirTypesAndNamesBecomeFileNames() throws IOException {
        String odd = "ä \"quote\" \\ back\tslash\u2028 😀";
        ContainerAddress container = CosmosFixture.container("/a/b");
        List<String> keys = List.of("1", "1.5", "\"1\"", "null", "true", "{}");
        List<Row> documents = IntStream.range(0, keys.size())
                .mapToObj(i -> row(UPDATE, "{\"id\":\"" + i + "\",\"a\":{\"b\":" + keys.get(i) + "}}"))
                .toList();

        WriteFixture.to(container)
                .withRejecting(WriteFixture.into(directory, "Load: all/new", ".ß"))
                .write(rows(documents).coalesce(1));
        WriteFixture.to(container)
                .withRejecting(WriteFixture.into(directory, "..", "odd"))
                .write(rows(row(UPDATE, "{\"id\":" + new ObjectMapper().writeValueAsString(odd) + "}")));

        assertThat(WriteFixture.rejects(directory.resolve("run-1/Load%3A all%2Fnew/%2E%C3%9F")))
                .extracting(reject -> reject.get("id").asText() + reject.get("partitionKey"))
                .containsExactlyInAnyOrder("0[1]", "1[1.5]", "2[\"1\"]", "3[null]", "4[true]", "5[{}]");
        assertThat(WriteFixture.rejects(directory.resolve("run-1/%2E%2E/odd")))
                .singleElement()
                .satisfies(reject -> {
                    assertThat(reject.get("id").asText()).isEqualTo(odd);
                    assertThat(reject.get("activity").asText()).isEqualTo("..");
                });
    }

    private static List<Row> conflicts(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> row(INSERT, "{\"id\":\"d" + i + "\",\"secret\":\"hidden\"}"))
                .toList();
    }

    private static ContainerAddress full(int count) {
        ContainerAddress container = CosmosFixture.container("/id");
        CosmosFixture.insert(
                container,
                IntStream.range(0, count)
                        .mapToObj(i -> "{\"id\":\"d" + i + "\"}")
                        .toList());
        return container;
    }

    @Test
    void maxErrorsCountsOverAllTasksAndWhatIsRejectedIsKept() throws IOException {
        ContainerAddress container = full(10);
        Rejecting nine = WriteFixture.into(directory, "Load", "sink1").withMaxErrors(OptionalLong.of(9));
        Rejecting ten = WriteFixture.into(directory, "Load", "sink2").withMaxErrors(OptionalLong.of(10));
        Dataset<Row> inTwoTasks = rows(conflicts(10)).repartition(2);
        assertThat(inTwoTasks.rdd().getNumPartitions()).isEqualTo(2);

        JobException failure = catchThrowableOfType(
                JobException.class,
                () -> WriteFixture.to(container).withRejecting(nine).write(inTwoTasks));
        TaskOutcome outcome = WriteFixture.to(container).withRejecting(ten).write(inTwoTasks);

        assertThat(failure.code()).isEqualTo(ErrorCode.TooManyRejects);
        assertThat(failure)
                .hasMessageStartingWith("10 documents were rejected by container 'items' of database")
                .hasMessageContaining("more than the 9 that maxErrors allows; 0 written.")
                .hasMessageContaining("CosmosConflict: 'd")
                .hasMessageContaining("They are kept in file:" + directory + "/run-1/Load/sink1.")
                .hasMessageNotContaining("hidden");
        assertThat(outcome.rejected().count()).isEqualTo(10);
        assertThat(WriteFixture.lines(directory.resolve("run-1/Load/sink1"))).hasSize(10);
        assertThat(WriteFixture.lines(directory.resolve("run-1/Load/sink2"))).hasSize(10);
    }

    @Test
    void aTaskWithTooManyRejectsLeavesTheRest() throws IOException {
        ContainerAddress container = CosmosFixture.container("/id");
        List<Row> documents = IntStream.range(0, 100)
                .mapToObj(i -> i < 50 ? row(INSERT, "[" + i + "]") : row(INSERT, "{\"id\":\"" + i + "\"}"))
                .toList();

        JobException failure = catchThrowableOfType(JobException.class, () -> WriteFixture.to(container)
                .withRejecting(WriteFixture.into(directory, "Load", "sink1").withMaxErrors(OptionalLong.of(4)))
                .write(rows(documents).coalesce(1)));

        assertThat(failure.code()).isEqualTo(ErrorCode.TooManyRejects);
        assertThat(failure).hasMessageContaining("; 0 written, the rest not tried.");
        assertThat(WriteFixture.lines(directory)).hasSize(5);
        assertThat(CosmosFixture.read(container)).isEmpty();
    }

    @Test
    void withoutALimitMoreThanAThousandAreRejected() throws IOException {
        ContainerAddress container = CosmosFixture.container("/id");
        List<Row> documents = IntStream.range(0, 1_501)
                .mapToObj(i -> row(INSERT, i < 1_500 ? "[" + i + "]" : "{\"id\":\"last\"}"))
                .toList();

        TaskOutcome outcome = rejecting(container).write(rows(documents).coalesce(1));

        assertThat(outcome.rejected().count()).isEqualTo(1_500);
        assertThat(outcome.rejected().some()).hasSize(20);
        assertThat(WriteFixture.lines(directory)).hasSize(1_500);
        assertThat(CosmosFixture.read(container)).containsExactly("{\"id\":\"last\"}");
    }

    @Test
    void withoutADirectoryRejectsAreCountedAndTwentyAreNamed() {
        ContainerAddress container = full(25);
        Rejecting counted =
                Rejecting.counted(WriteFixture.into(directory, "Load", "sink1").sink());

        TaskOutcome outcome = WriteFixture.to(container).withRejecting(counted).write(rows(conflicts(25)));

        assertThat(outcome.rejected().count()).isEqualTo(25L);
        assertThat(WriteReport.rejected(outcome, container, counted)).hasValueSatisfying(text -> assertThat(text)
                .startsWith("25 documents were rejected by container 'items' of database")
                .contains(" and 5 more. They are not kept; give a directory for them with --rejects DIR.")
                .doesNotContain("hidden"));
        assertThat(outcome.rejectFiles()).isEmpty();
    }

    @Test
    void whatWasRejectedBeforeAJobFailedIsKept() throws IOException {
        ContainerAddress container = full(3);
        UDF1<String, String> breaking = text -> {
            if (text.contains("boom")) {
                throw JobException.of(ErrorCode.FileMalformed, "The file is broken.");
            }
            return text;
        };
        Dataset<Row> broken = rows(
                        row(INSERT, "{\"id\":\"d0\",\"v\":1}"),
                        row(INSERT, "{\"id\":\"d1\",\"v\":1}"),
                        row(INSERT, "[1]"),
                        row(INSERT, "{\"id\":\"boom\"}"))
                .repartition(1)
                .withColumn("document", udf(breaking, DataTypes.StringType).apply(col("document")));

        Throwable failure = catchThrowable(() -> rejecting(container).write(broken));

        assertThat(ServiceFaults.ours(failure))
                .hasValueSatisfying(ours -> assertThat(ours.code()).isEqualTo(ErrorCode.FileMalformed));
        assertThat(WriteFixture.files(directory))
                .allSatisfy(file -> assertThat(file.toString()).matches("run-1/Load/sink1/rejects-[-0-9]+\\.jsonl"));
        assertThat(WriteFixture.rejects(directory))
                .extracting(reject -> reject.path("text").asText())
                .contains("[1]");
    }

    @Test
    void onlyTheAttemptOfATaskThatCountsHasAFile() throws IOException {
        ContainerAddress container = full(2);
        UDF1<String, String> dyingOnce = text -> {
            if (text.contains("d1") && TaskContext.get().attemptNumber() == 0) {
                throw new IllegalStateException("killed by the test");
            }
            return text;
        };
        Dataset<Row> rows = rows(
                        row(INSERT, "[1]"),
                        row(INSERT, "{\"id\":\"d0\",\"v\":1}"),
                        row(INSERT, "{\"id\":\"d1\",\"v\":1}"))
                .repartition(1)
                .sortWithinPartitions(col("document").desc())
                .withColumn("document", udf(dyingOnce, DataTypes.StringType).apply(col("document")));

        TaskOutcome outcome = rejecting(container).write(rows);

        assertThat(outcome.rejected().count()).isEqualTo(3);
        assertThat(WriteFixture.files(directory)).hasSize(1);
        assertThat(WriteFixture.lines(directory)).hasSize(3);
    }

    @Test
    void directoryThatCannotBeWrittenEndsTheActivity() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");
        ContainerAddress container = CosmosFixture.container("/id");

        Throwable failure = catchThrowable(() -> WriteFixture.to(container)
                .withRejecting(WriteFixture.into(file, "Load", "sink1"))
                .write(rows(row(INSERT, "[1]"))));

        assertThat(ServiceFaults.ours(failure)).hasValueSatisfying(ours -> {
            assertThat(ours.code()).isEqualTo(ErrorCode.FileStoreFailed);
            assertThat(ours)
                    .hasMessageStartingWith(
                            "The folder of rejects file:" + file + "/run-1/Load/sink1 cannot be written");
        });
    }

    @Test
    void insertThatAnEarlierRunDidIsNoReject() throws IOException {
        ContainerAddress container = CosmosFixture.container("/id");
        CosmosFixture.insert(container, List.of("{\"id\":\"same\",\"n\":1.10}", "{\"id\":\"other\",\"n\":1}"));

        TaskOutcome outcome = rejecting(container)
                .withRepeats(true)
                .write(rows(row(INSERT, "{\"n\":1.1,\"id\":\"same\"}"), row(INSERT, "{\"id\":\"other\",\"n\":2}")));

        assertThat(outcome.rows().of(RowOperation.INSERT)).isEqualTo(1);
        assertThat(only().get("id").asText()).isEqualTo("other");
    }
}
