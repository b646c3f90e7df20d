package io.cosmosdataflow.store.file;

import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.json.JsonReader;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.Columns;
import io.cosmosdataflow.store.StoreMetrics;
import io.cosmosdataflow.store.file.format.FileDataset;
import io.cosmosdataflow.store.storage.FileRoot;
import io.cosmosdataflow.testing.SharedSpark;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.api.Assertions;

/** A linked service {@code files} with a container {@code c} in a temporary directory. */
final class FileStoreFixture {

    final Path container;
    final FileRoot root;
    StoreMetrics metrics = StoreMetrics.NONE;

    FileStoreFixture(Path directory) {
        this.container = directory.resolve("files").resolve("c");
        this.root = FileRoot.local("files", directory);
    }

    static SparkSession spark() {
        return SharedSpark.session();
    }

    FileStoreFixture with(String path, String content) throws IOException {
        return with(path, content.getBytes(StandardCharsets.UTF_8));
    }

    FileStoreFixture with(String path, byte[] content) throws IOException {
        Path file = container.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
        return this;
    }

    String text(String path) throws IOException {
        return Files.readString(container.resolve(path));
    }

    byte[] bytes(String path) throws IOException {
        return Files.readAllBytes(container.resolve(path));
    }

    /** All files of the container, hidden ones too. */
    List<String> files() throws IOException {
        if (!Files.exists(container)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(container)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> container.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    static Properties properties(String json, Issues issues) {
        return Properties.of((JsonObject) JsonReader.read("test.json", json.replace('\'', '"')), "test", issues);
    }

    static FileDataset dataset(String type, String folder, String file, String more) {
        Issues issues = new Issues();
        String json = "{'location': {'type': 'AzureBlobStorageLocation', 'container': 'c', 'folderPath': '" + folder
                + "', 'fileName': '" + file + "'}" + (more.isEmpty() ? "" : ", " + more) + "}";
        FileDataset dataset = FileDataset.of(type, properties(json, issues)).orElseThrow();
        Assertions.assertThat(issues.all()).isEmpty();
        return dataset;
    }

    static FileReadSettings reading(String json) {
        Issues issues = new Issues();
        FileReadSettings settings = FileReadSettings.of(properties(json, issues));
        Assertions.assertThat(issues.all()).isEmpty();
        return settings;
    }

    static FileWriteSettings writing(String json) {
        Issues issues = new Issues();
        FileWriteSettings settings = FileWriteSettings.of(properties(json, issues));
        Assertions.assertThat(issues.all()).isEmpty();
        return settings;
    }

    Dataset<Row> read(FileDataset dataset, String settings) {
        FileSource source = new FileSource(dataset, reading(settings), root);
        Dataset<Row> rows = source.read(spark());
        metrics = source.metrics();
        return rows;
    }

    Dataset<Row> read(FileDataset dataset) {
        return read(dataset, "{}");
    }

    List<String> documents(FileDataset dataset) {
        return texts(read(dataset), Columns.DOCUMENT);
    }

    StoreMetrics write(FileDataset dataset, String settings, Dataset<Row> rows) {
        try (FileSink sink = new FileSink(dataset, writing(settings), root)) {
            return sink.write(rows);
        }
    }

    static List<String> texts(Dataset<Row> rows, String column) {
        return rows.select(rows.col("`" + column + "`")).collectAsList().stream()
                .map(row -> row.isNullAt(0) ? null : row.get(0).toString())
                .toList();
    }

    /** The first of ours in the causes of what {@code work} throws. */
    static JobException failure(org.assertj.core.api.ThrowableAssert.ThrowingCallable work) {
        Throwable cause = Assertions.catchThrowable(work);
        while (cause != null && !(cause instanceof JobException)) {
            cause = cause.getCause();
        }
        Assertions.assertThat(cause).isInstanceOf(JobException.class);
        return (JobException) cause;
    }
}
