package io.cosmosdataflow.run.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cosmosdataflow.api.DataFactory;
import io.cosmosdataflow.api.DataFlowJob;
import io.cosmosdataflow.api.JsonRows;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.run.flow.DataFlowPreview.Preview;
import io.cosmosdataflow.store.cosmos.metric.RequestCharge;
import io.cosmosdataflow.testing.EmulatorAccount;
import io.cosmosdataflow.testing.FactoryFiles;
import io.cosmosdataflow.testing.Items;
import io.cosmosdataflow.testing.SharedEmulator;
import io.cosmosdataflow.testing.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.SparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFlowPreviewTest {

    private static final String SCRIPT =
            """
            source(output(id as integer, word as string), allowSchemaDrift: false) ~> Words
            source(output(id as integer), allowSchemaDrift: false) ~> Unread
            Words pivot(groupBy(half = id % 2), pivotBy(word), n = count()) ~> Wide
            Words filter(id > 1) ~> Some
            Words filter(id == 2) ~> Second
            Second sink(store: 'cache', keys: ['id']) ~> Cache
            source(output(key as integer), allowSchemaDrift: false) ~> Keys
            Keys derive(word = Cache#lookup(key).word) ~> Found
            Words sink(allowSchemaDrift: true) ~> Out
            """;

    @TempDir
    Path directory;

    private DataFlowJob job() {
        FactoryFiles.in(directory.resolve("factory"))
                .file("In", "Json", "in", "words.json")
                .dataFlow("Words", Map.of("Words", "In", "Unread", "In", "Keys", "In"), Map.of("Out", "In"), SCRIPT);
        return DataFactory.load(directory.resolve("factory")).dataFlow("Words");
    }

    private Map<String, Preview> streams(int rows, String... streams) throws IOException {
        String documents = IntStream.rangeClosed(1, rows)
                .mapToObj(i -> "{\"id\":" + i + ",\"word\":\"w" + i + "\"}")
                .collect(Collectors.joining("\n"));
        Path file = Files.writeString(directory.resolve("words.json"), documents);
        return job().streams(SharedSpark.session(), List.of(streams), Map.of(), Map.of("Words", JsonRows.read(file)));
    }

    @Test
    void onlySourcesAboveTheStreamsAreOpened() throws IOException {
        Preview some = streams(3, "Some").get("Some");

        assertThat(some.schema().names()).containsExactly("id", "word");
        assertThat(some.first(1)).hasSize(1);
        assertThat(some.all()).hasSize(2);
    }

    @Test
    void sourcesOfACacheAreOpenedForTheStreamThatLooksIntoIt() throws IOException {
        Path words = Files.writeString(directory.resolve("words.json"), "{\"id\":2,\"word\":\"two\"}");
        Path keys = Files.writeString(directory.resolve("keys.json"), "[{\"key\":1},{\"key\":2}]");

        assertThat(job().streams(
                                SharedSpark.session(),
                                List.of("Found"),
                                Map.of(),
                                Map.of("Words", JsonRows.read(words), "Keys", JsonRows.read(keys)))
                        .get("Found")
                        .all())
                .extracting(row -> row.getInt(0) + "=" + row.getString(1))
                .containsExactlyInAnyOrder("1=null", "2=two");
    }

    /** Words, which the pivot is over, is not opened. */
    @Test
    void aPivotElsewhereInTheDataFlowNeedsNoRows() throws IOException {
        Path keys = Files.writeString(directory.resolve("keys.json"), "[{\"key\":1}]");

        assertThat(job().streams(SharedSpark.session(), List.of("Keys"), Map.of(), Map.of("Keys", JsonRows.read(keys)))
                        .get("Keys")
                        .all())
                .hasSize(1);
    }

    @Test
    void aPivotHasTheColumnsOfTheRowsThatAreThere() throws IOException {
        assertThat(streams(2, "Wide").get("Wide").schema().names()).containsExactly("half", "nw1", "nw2");
    }

    @Test
    void aPivotOverAnIdIsStoppedBeforeItMakesTenThousandColumns() {
        assertThatThrownBy(() -> streams(10_001, "Wide"))
                .isInstanceOf(JobException.class)
                .hasMessage("The key of pivot 'Wide' has more than 10000 values, and each would be a column. Name the"
                        + " values in pivotBy(..), or choose another key.")
                .extracting("code")
                .isEqualTo(ErrorCode.PivotTooWide);
    }

    @Test
    void whatSparkKeepsForAPreviewGoesWhenItIsClosed() throws IOException {
        SparkContext spark = SharedSpark.session().sparkContext();
        int before = spark.getPersistentRDDs().size();
        Path keys = Files.writeString(directory.resolve("keys.json"), "[{\"key\":2}]");
        Path words = Files.writeString(directory.resolve("words.json"), "{\"id\":2,\"word\":\"two\"}");

        try (Preview found = job().streams(
                        SharedSpark.session(),
                        List.of("Found"),
                        Map.of(),
                        Map.of("Words", JsonRows.read(words), "Keys", JsonRows.read(keys)))
                .get("Found")) {
            assertThat(found.all()).hasSize(1);
            assertThat(spark.getPersistentRDDs().size()).isGreaterThan(before);
        }

        assertThat(spark.getPersistentRDDs().size()).isEqualTo(before);
    }

    @Test
    void aContainerIsReadAfterItsStoreIsClosedAndNobodyListensToItAnyMore() {
        FactoryFiles files = FactoryFiles.in(directory.resolve("factory"))
                .account(SharedEmulator.instance(), EmulatorAccount.mode())
                .container("In", "in");
        files.dataFlow(
                "Items",
                Map.of("Items", "In"),
                Map.of("Out", "In"),
                """
                source(output(id as string, pk as string), allowSchemaDrift: false) ~> Items
                Items filter(id != 'b') ~> Some
                Some sink(allowSchemaDrift: true) ~> Out
                """);
        Items.of(files.database(), "in", "pk").upsert("{'id': 'a', 'pk': 'p'}", "{'id': 'b', 'pk': 'p'}");

        long before = readsListenedTo();

        try (Preview some = DataFactory.load(files.directory())
                .dataFlow("Items")
                .preview(SharedSpark.session(), "Some", Map.of())) {
            assertThat(some.all()).extracting(row -> row.getString(0)).containsExactly("a");
        }

        assertThat(readsListenedTo()).isEqualTo(before);
    }

    private static long readsListenedTo() {
        return SharedSpark.session().sparkContext().listenerBus().listeners().stream()
                .filter(each -> each.getClass().getName().startsWith(RequestCharge.class.getName()))
                .count();
    }
}
