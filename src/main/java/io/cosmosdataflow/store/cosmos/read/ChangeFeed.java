package io.cosmosdataflow.store.cosmos.read;

import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import io.cosmosdataflow.store.cosmos.client.ServiceFaults;
import io.cosmosdataflow.store.cosmos.sdk.ConnectorOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.read.streaming.MicroBatchStream;

/**
 * The change feed of a container in its latest-version mode: documents that were inserted or updated, each in its
 * last version; no deletes. Offsets are the connector's own, opaque and good for any of its versions.
 *
 * <p>The connector offers the feed as a stream. A bounded read takes its offsets and partitions, and plans a batch
 * with them, so that the offsets are ours to keep and no streaming engine is involved.
 *
 * @param pageSize documents per request; empty leaves it to the service
 */
public record ChangeFeed(ContainerAddress address, OptionalInt pageSize) {

    private static final String PREFIX = "spark.cosmos.changeFeed.";

    public ChangeFeed {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(pageSize, "pageSize");
    }

    /** The offset before the first change. */
    public String beginning() {
        return initial(true);
    }

    /** The offset behind the last change of now, which the service tells for each range of the container. */
    public String now() {
        return initial(false);
    }

    private String initial(boolean fromBeginning) {
        return answered(
                () -> stream(fromBeginning, stream -> stream.initialOffset().json()));
    }

    /** Whether nothing has changed between two offsets. */
    public static boolean same(String one, String other) {
        return one.equals(other)
                || FeedOffset.parse(one)
                        .position()
                        .equals(FeedOffset.parse(other).position());
    }

    /** Lazily; one column {@link io.cosmosdataflow.store.Columns#DOCUMENT}, with system properties. */
    public Dataset<Row> between(SparkSession spark, String from, String to, ReadMeter meter) {
        return spark.read()
                .format(ChangesProvider.class.getName())
                .option(ChangesProvider.TICKET, ChangesProvider.add(new ChangesScan(this, from, to, meter)))
                .load();
    }

    /** Takes back what {@link #between} keeps on the driver for {@code meter}; its Dataset can no longer start. */
    public static void forget(ReadMeter meter) {
        ChangesProvider.remove(meter);
    }

    /** The connector looks for an offset in the directory first, so each stream has a fresh one. */
    <T> T stream(boolean fromBeginning, Function<MicroBatchStream, T> use) {
        Map<String, String> options = ConnectorOptions.of(address);
        ConnectorOptions.listenToNothing(options);
        options.put(PREFIX + "mode", "Incremental");
        options.put(PREFIX + "startFrom", fromBeginning ? "Beginning" : "Now");
        pageSize.ifPresent(size -> options.put("spark.cosmos.read.maxItemCount", Integer.toString(size)));
        Path directory = directory();
        try {
            MicroBatchStream stream = ConnectorOptions.scan(ConnectorOptions.CHANGE_FEED, options)
                    .toMicroBatchStream(directory.toUri().toString());
            try {
                return use.apply(stream);
            } finally {
                stream.stop();
            }
        } finally {
            delete(directory);
        }
    }

    private <T> T answered(Supplier<T> request) {
        try {
            return request.get();
        } catch (RuntimeException e) {
            throw ServiceFaults.reading(e, address);
        }
    }

    private static Path directory() {
        try {
            return Files.createTempDirectory("change-feed");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
