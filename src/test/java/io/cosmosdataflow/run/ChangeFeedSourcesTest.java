package io.cosmosdataflow.run;

import static io.cosmosdataflow.run.FeedRuns.deleted;
import static io.cosmosdataflow.run.FeedRuns.document;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.state.FeedPosition;
import io.cosmosdataflow.state.FeedRange;
import io.cosmosdataflow.store.cosmos.client.CosmosContainers;
import io.cosmosdataflow.testing.Items;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What change feeds are read from, what stands next to them, and what a failure leaves, on real containers. */
class ChangeFeedSourcesTest {

    @TempDir
    Path directory;

    private FeedRuns feed;
    private Items in;
    private Items out;

    @BeforeEach
    void oneSourceOneSink() {
        feed = FeedRuns.in(directory, FeedRuns.FROM_THE_BEGINNING);
        in = feed.in();
        out = feed.out();
    }

    @Test
    void aRecreatedContainerIsAnErrorAndAResetHealsIt() {
        in.upsert(document("1", 1));
        feed.run();
        recreate(in);
        in.upsert(document("2", 1));

        JobException failure = feed.failure();

        assertThat(failure.code()).isEqualTo(ErrorCode.ChangeFeedInvalid);
        assertThat(failure.getMessage())
                .contains("source 'In'", "was deleted and created again since", "checkpoint reset");
        assertThat(out.all()).containsOnlyKeys("1");

        feed.reset();
        assertThat(FeedRuns.taken(feed.run())).isEqualTo(1);
        assertThat(out.all()).containsOnlyKeys("1", "2");
    }

    /** There is no checkpoint yet then, and yet something that holds the next run. */
    @Test
    void aContainerRecreatedAfterAFirstRunThatFailedIsHealedByAResetToo() {
        in.upsert(document("1", 1));
        feed.failOnce();
        recreate(in);
        in.upsert(document("2", 1));
        assertThat(feed.failure().code()).isEqualTo(ErrorCode.ChangeFeedInvalid);

        feed.reset();
        feed.run();

        assertThat(out.all()).containsOnlyKeys("2");
    }

    @Test
    void aCheckpointOfAnotherContainerIsAnErrorAndAResetHealsIt() {
        in.upsert(document("1", 1));
        feed.run();
        feed.items("other").upsert(document("2", 1));
        feed.files().container("In", "other");

        JobException failure = feed.failure();

        assertThat(failure.code()).isEqualTo(ErrorCode.ChangeFeedInvalid);
        assertThat(failure.getMessage())
                .contains("is of container " + feed.files().database() + "/in")
                .contains("the source reads " + feed.files().database() + "/other")
                .contains("checkpoint reset");
        feed.reset();
        assertThat(FeedRuns.taken(feed.run())).isEqualTo(1);
    }

    private static final String TWO_FEEDS = FeedRuns.source("In", FeedRuns.FROM_THE_BEGINNING)
            + FeedRuns.source("More", FeedRuns.FROM_THE_BEGINNING)
            + "In, More union(byName: true) ~> Both\n"
            + FeedRuns.marked("Both")
            + FeedRuns.sink("Marked", "Out", "");

    private Items twoFeeds() {
        feed.files().container("More", "more");
        Items more = feed.items("more");
        feed.flow(Map.of("In", "In", "More", "More"), Map.of("Out", "Out"), TWO_FEEDS);
        return more;
    }

    @Test
    void twoChangeFeedSourcesMoveTogether() {
        Items more = twoFeeds();
        in.upsert(document("1", 1));
        more.upsert(document("2", 1));
        feed.run();
        in.upsert(document("1", 2));
        more.upsert(document("2", 2));
        feed.failOnce();
        assertThat(feed.positions()).as("neither has moved").isEqualTo(FeedRuns.starts(feed.run()));

        assertThat(out.all())
                .containsEntry("1", Items.parse(document("1", 2)))
                .containsEntry("2", Items.parse(document("2", 2)));
        more.upsert(document("3", 1));
        PipelineResult last = feed.run();
        assertThat(FeedRuns.taken(last)).as("the other one stays").isZero();
        assertThat(FeedRuns.metrics(last).at("/sources/More/rowsRead").asLong()).isEqualTo(1);
    }

    /** Of a source that a run found for the first time; the other one has a checkpoint. */
    @Test
    void aSourceThatIsAddedFromNowAndFailsSkipsNothing() {
        in.upsert(document("1", 1));
        feed.run();
        Items more = twoFeeds();
        feed.flow(
                Map.of("In", "In", "More", "More"),
                Map.of("Out", "Out"),
                TWO_FEEDS.replace(
                        FeedRuns.source("More", FeedRuns.FROM_THE_BEGINNING),
                        FeedRuns.source("More", FeedRuns.FROM_NOW)));
        in.upsert(document("1", 2));
        feed.failOnce();
        more.upsert(document("2", 1));

        feed.run();

        assertThat(out.all()).containsOnlyKeys("1", "2");
    }

    @Test
    void aResetFeedFromNowThatThenFailsSkipsNothing() {
        FeedRuns now = FeedRuns.in(directory.resolve("now"), FeedRuns.FROM_NOW);
        feed = now;
        now.in().upsert(document("1", 1));
        now.run();
        feed.reset();
        // a second source has something to write, so that the run can fail
        now.files().container("More", "more");
        now.items("more").upsert(document("3", 1));
        String script = TWO_FEEDS.replace(
                FeedRuns.source("In", FeedRuns.FROM_THE_BEGINNING), FeedRuns.source("In", FeedRuns.FROM_NOW));
        now.flow(Map.of("In", "In", "More", "More"), Map.of("Out", "Out"), script);
        feed.failOnce();
        now.in().upsert(document("2", 1));

        now.run();

        assertThat(now.out().all()).containsOnlyKeys("2", "3");
    }

    @Test
    void aChangeFeedGoesNextToAnOrdinarySource() {
        feed.files().container("Names", "names");
        feed.items("names").upsert("{'id': 'n1', 'pk': 'key-1', 'name': 'one'}", "{'id': 'n2', 'pk': 'key-2'}");
        feed.flow(
                Map.of("In", "In", "Names", "Names"),
                Map.of("Out", "Out"),
                FeedRuns.source("In", FeedRuns.FROM_THE_BEGINNING)
                        + "source(output(pk as string, name as string), allowSchemaDrift: false, format: 'document')"
                        + " ~> Names\n"
                        + "In, Names join(In@pk == Names@pk, joinType: 'inner') ~> Joined\n"
                        + "Joined select(mapColumn(id, pk = In@pk, name, deleted)) ~> Chosen\n"
                        + FeedRuns.marked("Chosen")
                        + FeedRuns.sink("Marked", "Out", ""));
        in.upsert(document("1", 1), document("2", 1));
        feed.run();
        in.upsert(document("1", 2));

        PipelineResult second = feed.run();

        assertThat(FeedRuns.taken(second)).isEqualTo(1);
        assertThat(FeedRuns.metrics(second).at("/sources/Names/rowsRead").asLong())
                .isEqualTo(2);
        assertThat(FeedRuns.ranges(second)).extracting(FeedRange::source).containsExactly("In");
        assertThat(out.all().get("1").path("name").asText()).isEqualTo("one");
    }

    @Test
    void aFailedSinkKeepsTheCheckpoint() {
        feed.files().container("Second", "second");
        Items second = feed.items("second");
        feed.flow(
                Map.of("In", "In"),
                Map.of("Out", "Out", "Second", "Second"),
                FeedRuns.source("In", FeedRuns.FROM_THE_BEGINNING)
                        + FeedRuns.marked("In")
                        + FeedRuns.sink("Marked", "Out", ", saveOrder: 1")
                        + FeedRuns.sink("Marked", "Second", ", saveOrder: 2"));
        in.upsert(document("1", 1), document("2", 1));
        feed.run();
        List<FeedPosition> before = feed.positions();
        in.upsert(deleted("1"), document("2", 2));
        // one of the rows of the second sink has no id that the service takes
        String script = FeedRuns.source("In", FeedRuns.FROM_THE_BEGINNING)
                + FeedRuns.marked("In")
                + FeedRuns.sink("Marked", "Out", ", saveOrder: 1");
        feed.flow(
                Map.of("In", "In"),
                Map.of("Out", "Out", "Second", "Second"),
                script
                        + "Marked derive(id = iif(id == '2', '', id)) ~> Spoilt\n"
                        + FeedRuns.sink("Spoilt", "Second", ", saveOrder: 2"));

        assertThat(feed.failure().code()).isEqualTo(ErrorCode.CosmosDocumentInvalid);
        assertThat(out.all()).as("the first sink has it").containsOnlyKeys("2");
        assertThat(feed.positions()).isEqualTo(before);

        feed.flow(
                Map.of("In", "In"),
                Map.of("Out", "Out", "Second", "Second"),
                script + FeedRuns.sink("Marked", "Second", ", saveOrder: 2"));
        assertThat(FeedRuns.taken(feed.run())).isEqualTo(2);
        feed.agree();
        assertThat(second.all()).isEqualTo(out.all());
        assertThat(feed.positions()).isNotEqualTo(before);
    }

    private static void recreate(Items items) {
        try (CosmosContainers containers = CosmosContainers.of(items.address().account())) {
            containers.recreate(
                    items.address().database(), items.address().container(), List.of("/pk"), OptionalInt.empty());
        }
    }
}
