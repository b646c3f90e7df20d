package io.cosmosdataflow.store.file.flow;

import io.cosmosdataflow.definition.Dataset;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.json.JsonReader;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.demand.RowPolicy;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.diagnostic.Span;
import io.cosmosdataflow.project.ProjectedColumn;
import io.cosmosdataflow.project.Projection;
import io.cosmosdataflow.store.StoreMetrics;
import io.cosmosdataflow.store.kind.PartitionBy;
import io.cosmosdataflow.store.kind.SinkRows;
import io.cosmosdataflow.store.storage.FileRoot;
import io.cosmosdataflow.testing.SharedSpark;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.assertj.core.api.Assertions;

/** A linked service {@code files} with a container {@code c} in a temporary directory. */
final class FlowFixture {

    final Path container;
    final FileRoot root;
    FlowFileSource source;

    FlowFixture(Path directory) {
        this.container = directory.resolve("files").resolve("c");
        this.root = FileRoot.local("files", directory);
    }

    static SparkSession spark() {
        return SharedSpark.session();
    }

    FlowFixture with(String path, String content) throws IOException {
        return with(path, content.getBytes(StandardCharsets.UTF_8));
    }

    FlowFixture with(String path, byte[] content) throws IOException {
        Path file = container.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
        return this;
    }

    String text(String path) throws IOException {
        return Files.readString(container.resolve(path));
    }

    /** All files, hidden ones too, but those of a Delta table's log. */
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

    static Properties settings(String json, Issues issues) {
        return Properties.of((JsonObject) JsonReader.read("flow.json", json.replace('\'', '"')), "source 's'", issues);
    }

    /** @param more further type properties, with a comma in front */
    static Optional<Dataset> dataset(String type, String folder, String file, String more) {
        String json = "{'location': {'type': 'AzureBlobStorageLocation', 'container': 'c', 'folderPath': '" + folder
                + "', 'fileName': '" + file + "'}" + more + "}";
        JsonObject properties = (JsonObject) JsonReader.read("dataset.json", json.replace('\'', '"'));
        return Optional.of(new Dataset(
                "d",
                type,
                Optional.empty(),
                Map.of(),
                Dataset.DeclaredSchema.NONE,
                properties,
                Span.startOf("dataset.json"),
                properties));
    }

    /** @param columns as DDL, with backquotes; empty for no projection */
    static Projection projection(String columns) {
        return projection(columns, false, false, false);
    }

    static Projection drifting(String columns) {
        return projection(columns, true, false, false);
    }

    static Projection projection(String columns, boolean drift, boolean validate, boolean infer) {
        List<ProjectedColumn> projected = new ArrayList<>();
        if (!columns.isEmpty()) {
            for (StructField field : StructType.fromDDL(columns).fields()) {
                projected.add(new ProjectedColumn(field.name(), field.dataType(), List.of()));
            }
        }
        return new Projection(projected, drift, validate, infer);
    }

    org.apache.spark.sql.Dataset<Row> read(Optional<Dataset> dataset, String settings, Projection projection) {
        Issues issues = new Issues();
        source = FlowFileSource.of(dataset, settings(settings, issues), root).orElseThrow();
        Assertions.assertThat(issues.all()).isEmpty();
        return source.read(spark(), projection);
    }

    /** Rows as Spark shows them. */
    List<String> rows(Optional<Dataset> dataset, String settings, Projection projection) {
        return read(dataset, settings, projection).collectAsList().stream()
                .map(Row::toString)
                .toList();
    }

    /** Inserts only, as without settings. */
    static SinkRows inserts() {
        return wanted(Set.of(RowPolicy.INSERT), List.of(), Optional.empty());
    }

    static SinkRows wanted(Set<RowPolicy> allowed, List<String> keys, Optional<PartitionBy> partitionBy) {
        Span nowhere = Span.startOf("flow.json");
        return new SinkRows(allowed, keys, true, new StructType(), true, partitionBy, nowhere);
    }

    StoreMetrics write(
            Optional<Dataset> dataset, String settings, SinkRows wanted, org.apache.spark.sql.Dataset<Row> rows) {
        Issues issues = new Issues();
        FlowFileSink sink = FlowFileSink.of(dataset, settings(settings, issues), wanted, root)
                .orElseThrow();
        Assertions.assertThat(issues.all()).isEmpty();
        return sink.write(rows, false);
    }

    StoreMetrics write(Optional<Dataset> dataset, String settings, org.apache.spark.sql.Dataset<Row> rows) {
        return write(dataset, settings, inserts(), rows);
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
