package io.cosmosdataflow.store;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a store has counted of one read or one write; empty where it does not count that.
 *
 * @param rows read, or written
 * @param bytes read or written: of files on storage, of documents their text in UTF-8
 * @param files read or written, by their paths below the folder
 * @param skipped rows that were left out, where nobody else counts them
 * @param operations the written rows by what was done with them
 * @param requests to a service that is paid by request units
 */
public record StoreMetrics(
        OptionalLong rows,
        OptionalLong bytes,
        Optional<List<String>> files,
        OptionalLong skipped,
        Optional<RowCounts> operations,
        Optional<Requests> requests) {

    public static final StoreMetrics NONE = new StoreMetrics(
            OptionalLong.empty(),
            OptionalLong.empty(),
            Optional.empty(),
            OptionalLong.empty(),
            Optional.empty(),
            Optional.empty());

    /**
     * @param charge request units
     * @param throttled requests that the service refused for want of throughput
     * @param use of throughput, where requests keep to it
     */
    public record Requests(double charge, long throttled, Optional<ThroughputUse> use) {}

    public StoreMetrics {
        Objects.requireNonNull(rows, "rows");
        Objects.requireNonNull(bytes, "bytes");
        files = files.map(List::copyOf);
        Objects.requireNonNull(skipped, "skipped");
        Objects.requireNonNull(operations, "operations");
        Objects.requireNonNull(requests, "requests");
    }

    public static StoreMetrics ofRows(long rows) {
        return new StoreMetrics(
                OptionalLong.of(rows), NONE.bytes, NONE.files, NONE.skipped, NONE.operations, NONE.requests);
    }

    /** Of a sink that tells operations apart. */
    public static StoreMetrics ofRows(RowCounts operations) {
        return new StoreMetrics(
                OptionalLong.of(operations.written()),
                NONE.bytes,
                NONE.files,
                NONE.skipped,
                Optional.of(operations),
                NONE.requests);
    }

    public static StoreMetrics ofFiles(List<String> files, long bytes) {
        return new StoreMetrics(
                NONE.rows, OptionalLong.of(bytes), Optional.of(files), NONE.skipped, NONE.operations, NONE.requests);
    }

    public StoreMetrics withRows(long number) {
        return new StoreMetrics(OptionalLong.of(number), bytes, files, skipped, operations, requests);
    }

    public StoreMetrics withBytes(long number) {
        return new StoreMetrics(rows, OptionalLong.of(number), files, skipped, operations, requests);
    }

    public StoreMetrics withSkipped(long number) {
        return new StoreMetrics(rows, bytes, files, OptionalLong.of(number), operations, requests);
    }

    /** @param charge request units */
    public StoreMetrics withRequests(double charge, long throttled) {
        return new StoreMetrics(rows, bytes, files, skipped, operations, requests(charge, throttled));
    }

    private static Optional<Requests> requests(double charge, long throttled) {
        return Optional.of(new Requests(charge, throttled, Optional.empty()));
    }

    /** Of a write that {@link #withRequests has requests}. */
    public StoreMetrics withUse(ThroughputUse use) {
        Optional<Requests> all = requests.map(each -> new Requests(each.charge(), each.throttled(), Optional.of(use)));
        return new StoreMetrics(rows, bytes, files, skipped, operations, all);
    }
}
