package io.cosmosdataflow.store.cosmos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cosmosdataflow.store.RowOperation;
import io.cosmosdataflow.store.SinkOfRun;
import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import io.cosmosdataflow.store.cosmos.client.CosmosContainers;
import io.cosmosdataflow.store.cosmos.client.PartitionKeyShape;
import io.cosmosdataflow.store.cosmos.reject.Rejecting;
import io.cosmosdataflow.store.cosmos.write.DocumentsToWrite;
import io.cosmosdataflow.store.cosmos.write.WriteRows;
import io.cosmosdataflow.store.cosmos.write.bulk.WriteLimits;
import io.cosmosdataflow.testing.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Rows of operations on their way to a container, and the files of those that it refused. */
public final class WriteFixture {

    private static final ObjectMapper JSON = new ObjectMapper();

    private WriteFixture() {}

    /** As {@link CosmosFixture#container}. */
    public static ContainerAddress container(String partitionKeyPath) {
        return CosmosFixture.container(partitionKeyPath);
    }

    /** As {@link CosmosFixture#insert}. */
    public static void insert(ContainerAddress to, String... texts) {
        CosmosFixture.insert(to, List.of(texts));
    }

    /** As {@link CosmosFixture#read}. */
    public static List<String> read(ContainerAddress from) {
        return CosmosFixture.read(from);
    }

    /** One row of an operation. */
    public static Row row(RowOperation operation, String document) {
        return RowFactory.create(operation.name(), document);
    }

    /** The rows in one partition, in this order. */
    public static Dataset<Row> rows(Row... rows) {
        return rows(Arrays.asList(rows)).coalesce(1);
    }

    /** The rows in two partitions. */
    public static Dataset<Row> rows(List<Row> rows) {
        StructType schema =
                new StructType().add(WriteRows.OPERATION, DataTypes.StringType).add("document", DataTypes.StringType);
        return SharedSpark.session().createDataFrame(rows, schema);
    }

    /** A write with the usual limits. */
    public static DocumentsToWrite to(ContainerAddress container) {
        return to(container, Duration.ofMinutes(1));
    }

    static DocumentsToWrite to(ContainerAddress container, Duration patience) {
        try (CosmosContainers containers = CosmosContainers.of(container.account())) {
            PartitionKeyShape key = containers.partitionKey(container.database(), container.container());
            return new DocumentsToWrite(container, key, WriteLimits.of(1_000, patience));
        }
    }

    /** Keeps rejects of run {@code run-1}. */
    public static Rejecting into(Path directory, String activity, String sink) {
        return Rejecting.into(
                directory.toUri().toString(),
                new SinkOfRun("run-1", activity, sink),
                SharedSpark.session().sessionState().newHadoopConf());
    }

    /** All files below the directory, hidden ones too, without the directory itself. */
    public static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile)
                    .map(directory::relativize)
                    .sorted()
                    .toList();
        }
    }

    /** The lines of all files below the directory. */
    public static List<String> lines(Path directory) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path file : files(directory)) {
            lines.addAll(Files.readAllLines(directory.resolve(file)));
        }
        return lines;
    }

    /** The same, parsed. */
    public static List<JsonNode> rejects(Path directory) throws IOException {
        List<JsonNode> parsed = new ArrayList<>();
        for (String line : lines(directory)) {
            parsed.add(JSON.readTree(line));
        }
        return parsed;
    }
}
