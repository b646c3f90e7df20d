package io.cosmosdataflow.store.file;

import static io.cosmosdataflow.store.file.FileStoreFixture.dataset;
import static io.cosmosdataflow.store.file.FileStoreFixture.failure;
import static io.cosmosdataflow.store.file.FileStoreFixture.spark;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.StoreMetrics;
import io.cosmosdataflow.store.file.format.FileDataset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSinkTest {

    private static final String AUTOMATIC = "out/data_[-0-9a-f]{36}_[-0-9a-f]{36}\\.json";
    private static final FileDataset FOLDER = dataset("Json", "out", "", "");

    @TempDir
    Path directory;

    private FileStoreFixture store;

    @BeforeEach
    void store() throws IOException {
        store = new FileStoreFixture(directory)
                .with("in/a.json", "{\"a\":1}\n{\"a\":2}")
                .with("in/d/b.c.json", "{\"b\":1}");
    }

    @Test
    void theHierarchyOfTheSourceIsPreserved() throws IOException {
        StoreMetrics metrics = store.write(FOLDER, "{}", source());

        assertThat(store.files()).containsExactly("in/a.json", "in/d/b.c.json", "out/a.json", "out/d/b.c.json");
        assertThat(store.text("out/a.json")).isEqualTo("{\"a\":1}\n{\"a\":2}\n");
        assertThat(metrics.files().orElseThrow()).hasSize(2);
        assertThat(metrics.rows()).hasValue(3L);
    }

    @Test
    void theExtensionIsThatOfTheSinksFormatAndCodec() throws IOException {
        store.write(dataset("Json", "out", "", "'compression': {'type': 'gzip'}"), "{}", source());

        assertThat(store.files()).contains("out/a.json.gz", "out/d/b.c.json.gz");
    }

    @Test
    void aFlatHierarchyHasAFilePerSourceFile() throws IOException {
        store.write(
                FOLDER,
                "{'storeSettings': {'type': 'AzureBlobStorageWriteSettings', 'copyBehavior': 'FlattenHierarchy'}}",
                source());

        assertThat(written()).hasSize(2).allMatch(name -> name.matches(AUTOMATIC));
    }

    @Test
    void mergedFilesAreOne() throws IOException {
        store.write(FOLDER, "{'storeSettings': {'copyBehavior': 'MergeFiles'}}", source());

        assertThat(written()).singleElement().asString().matches(AUTOMATIC);
        assertThat(store.text(written().get(0))).isEqualTo("{\"a\":1}\n{\"a\":2}\n{\"b\":1}\n");
    }

    @Test
    void aFileNameWinsOverTheHierarchyAndReplacesWhatWasThere() throws IOException {
        store.with("out/one.json", "old and longer than the new file will ever be, so that a rest would show");

        store.write(dataset("Json", "out", "one.json", ""), "{}", source());

        assertThat(written()).containsExactly("out/one.json");
        assertThat(store.text("out/one.json")).isEqualTo("{\"a\":1}\n{\"a\":2}\n{\"b\":1}\n");
    }

    @Test
    void rowsFromNoFileGoToAFilePerTaskThatHasRows() throws IOException {
        store.write(FOLDER, "{}", JsonFilesTest.documents(3, 5));

        assertThat(written()).hasSize(3).allMatch(name -> name.matches(AUTOMATIC));
    }

    @Test
    void theConnectionsOfASinkAreNoMoreThanAskedFor() throws IOException {
        store.write(FOLDER, "{'storeSettings': {'maxConcurrentConnections': 2}}", JsonFilesTest.documents(8, 5));

        assertThat(written()).hasSize(2);
    }

    @Test
    void aFailedWriteLeavesTheOldFileAndNothingElse() throws IOException {
        store.with("out/one.json", "old");
        Dataset<Row> broken = spark().range(0, 9, 1, 3)
                .selectExpr("IF(id = 8, raise_error('no'), concat('{\"id\":', id, '}')) AS document");

        // the row is at fault, and not the store: who knows the rows says so
        assertThatThrownBy(() -> store.write(dataset("Json", "out", "one.json", ""), "{}", broken))
                .isNotInstanceOf(JobException.class);
        assertThatThrownBy(() -> store.write(dataset("Json", "new/deep", "", ""), "{}", broken))
                .isNotInstanceOf(JobException.class);

        assertThat(written()).containsExactly("out/one.json");
        assertThat(store.text("out/one.json")).isEqualTo("old");
        assertThat(store.container.resolve("new")).doesNotExist();
        try (var left = java.nio.file.Files.list(store.container.resolve("out"))) {
            assertThat(left).hasSize(1);
        }
    }

    @Test
    void aMalformedSourceKeepsItsOwnErrorThroughTheWrite() throws IOException {
        store.with("in/z.json", "{");

        assertThat(failure(() -> store.write(FOLDER, "{}", source())).code()).isEqualTo(ErrorCode.FileMalformed);
        assertThat(written()).isEmpty();
    }

    private Dataset<Row> source() {
        return store.read(dataset("Json", "in", "", ""));
    }

    private List<String> written() throws IOException {
        return store.files().stream().filter(name -> !name.startsWith("in/")).toList();
    }
}
