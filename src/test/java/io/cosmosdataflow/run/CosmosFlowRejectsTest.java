package io.cosmosdataflow.run;

import static io.cosmosdataflow.run.CosmosFlows.ALTER;
import static io.cosmosdataflow.run.CosmosFlows.SOURCE;
import static io.cosmosdataflow.run.CosmosFlows.into;
import static io.cosmosdataflow.run.CosmosFlows.marked;
import static io.cosmosdataflow.run.CosmosFlows.metrics;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.run.activity.RunOptions;
import io.cosmosdataflow.store.Replayable.Outcome;
import io.cosmosdataflow.store.cosmos.WriteFixture;
import io.cosmosdataflow.testing.InBothModes;
import io.cosmosdataflow.testing.Items;
import io.cosmosdataflow.testing.SharedSpark;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a sink of a data flow does with documents that the service refuses, up to their replay. */
class CosmosFlowRejectsTest {

    @TempDir
    Path directory;

    private CosmosFlows flows;
    private Path rejects;

    /** Of four rows, an insert and an update are refused. */
    @BeforeEach
    void factory() {
        flows = CosmosFlows.in(directory);
        rejects = directory.resolve("rejects");
        flows.in()
                .upsert(
                        "{'id': '1', 'pk': 'a', 'qty': 1, 'op': 'i'}",
                        "{'id': '2', 'pk': 'a', 'qty': 1, 'op': 'i'}",
                        "{'id': '3', 'pk': 'b', 'qty': 1, 'op': 'u'}",
                        "{'id': '4', 'pk': 'b', 'qty': 1, 'op': 's'}");
        flows.out().upsert("{'id': '1', 'pk': 'a', 'qty': 0}");
    }

    private static String sink(String settings) {
        return SOURCE + ALTER + marked("insertable updateable upsertable", settings);
    }

    private RunOptions options(OptionalLong maxErrors) {
        return new RunOptions(Optional.empty(), Optional.empty(), Optional.of(rejects.toString()), maxErrors);
    }

    private String remarks() {
        return String.join("\n", flows.runs().remarks());
    }

    @Test
    void allErrorsGoesOnAndCounts() {
        JsonNode metrics = flows.flow(sink("errorHandlingOption: 'allErrors'")).metrics();

        assertThat(flows.out().all()).containsOnlyKeys("1", "2", "4");
        assertThat(metrics.path("rowsWritten").asInt()).isEqualTo(2);
        assertThat(metrics.path("rowsRejected").asInt()).isEqualTo(2);
        assertThat(remarks())
                .contains("2 documents were rejected by ")
                .contains("CosmosConflict: '1'")
                .contains("CosmosNotFound: '3'")
                .contains("They are not kept; give a directory for them with --rejects DIR.");
    }

    @Test
    void stopOnFirstErrorFailsWithADirectoryForRejectsToo() {
        PipelineResult result =
                flows.flow(sink("errorHandlingOption: 'stopOnFirstError'")).run(options(OptionalLong.empty()));

        assertThat(CosmosFlows.failure(result).code()).isEqualTo(ErrorCode.CosmosNotFound);
        assertThat(rejects).doesNotExist();
    }

    @Test
    void aDirectoryForRejectsTurnsErrorHandlingOnForSinksThatSayNothing() throws IOException {
        PipelineResult result = flows.flow(sink("")).run(options(OptionalLong.empty()));

        assertThat(metrics(result).path("rowsRejected").asInt()).isEqualTo(2);
        assertThat(WriteFixture.rejects(rejects))
                .hasSize(2)
                .allSatisfy(reject -> assertThat(reject.get("runId").asText())
                        .isEqualTo(result.record().runId()))
                .anySatisfy(reject -> {
                    assertThat(reject.get("id").asText()).isEqualTo("1");
                    assertThat(reject.get("partitionKey")).isEqualTo(Items.parse("['a']"));
                    assertThat(reject.get("operation").asText()).isEqualTo("insert");
                    assertThat(reject.get("status").asInt()).isEqualTo(409);
                    assertThat(reject.get("document"))
                            .isEqualTo(Items.parse("{'id': '1', 'pk': 'a', 'qty': 1, 'op': 'i'}"));
                })
                .anySatisfy(reject -> {
                    assertThat(reject.get("operation").asText()).isEqualTo("update");
                    assertThat(reject.get("status").asInt()).isEqualTo(404);
                });
    }

    @Test
    void withoutErrorHandlingTheFirstErrorEndsTheActivity() {
        assertThat(flows.flow(sink("")).failure().code()).isEqualTo(ErrorCode.CosmosNotFound);
    }

    @Test
    void moreRejectsThanMaxErrorsFailTheActivity() throws IOException {
        flows.flow(sink("errorHandlingOption: 'allErrors'"));

        JobException failure = CosmosFlows.failure(flows.run(options(OptionalLong.of(1))));

        assertThat(failure.code()).isEqualTo(ErrorCode.TooManyRejects);
        assertThat(failure).hasMessageContaining("more than the 1 that maxErrors allows");
        assertThat(WriteFixture.rejects(rejects)).isNotEmpty();
    }

    @Test
    void asManyRejectsAsMaxErrorsAreFine() {
        flows.flow(sink("errorHandlingOption: 'allErrors'"));

        assertThat(metrics(flows.run(options(OptionalLong.of(2))))
                        .path("rowsRejected")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void withoutSuccessOnErrorTheRestIsWrittenAndTheActivityFails() {
        JobException failure = flows.flow(sink("errorHandlingOption: 'allErrors', reportSuccessOnError: false"))
                .failure();

        assertThat(failure.code()).isEqualTo(ErrorCode.TooManyRejects);
        assertThat(failure)
                .hasMessageContaining(
                        "All other rows are written; the activity fails because of" + " reportSuccessOnError: false.");
        assertThat(flows.out().all()).containsOnlyKeys("1", "2", "4");
    }

    @Test
    void insertsThatMeetTheirIdAreRejects() {
        JsonNode metrics =
                flows.flow(SOURCE + into("errorHandlingOption: 'allErrors'")).metrics();

        assertThat(metrics.path("rowsInserted").asInt()).isEqualTo(3);
        assertThat(metrics.path("rowsRejected").asInt()).isEqualTo(1);
        assertThat(flows.out().all().get("1").get("qty").asInt()).isZero();
    }

    @InBothModes
    @Test
    void rejectsAreReplayedAfterTheCauseIsCorrected() throws IOException {
        PipelineResult result = flows.flow(sink("")).run(options(OptionalLong.empty()));
        flows.out().delete("1", "a").upsert("{'id': '3', 'pk': 'b', 'qty': 0}");

        List<Outcome> replayed = flows.runs()
                .job("Main")
                .replay(SharedSpark.session(), result.record(), rejects.toString(), RunListener.NONE);

        assertThat(replayed).singleElement().satisfies(sink -> {
            assertThat(sink.activity()).isEqualTo("Run");
            assertThat(sink.sink()).isEqualTo("Out");
            assertThat(sink.place()).isEqualTo(flows.out().address().toString());
            assertThat(sink.written()).isEqualTo(2);
            assertThat(sink.rejected()).isZero();
        });
        assertThat(flows.out().all()).isEqualTo(flows.in().all());
        assertThat(WriteFixture.rejects(rejects)).isEmpty();
    }
}
