package io.cosmosdataflow.emulator.meter;

/**
 * Request units of the operations, a model close to the service's published figures: a point read of 1 KB costs
 * 1 and of 100 KB 10, a write of 1 KB 5 and of 100 KB 50, a change of an existing document about twice that.
 *
 * <p>Source: Microsoft Learn, "Request Units in Azure Cosmos DB" and "Optimize request cost".
 */
public final class RequestCharges {

    public static final double METADATA_READ = 1;
    public static final double METADATA_WRITE = 5;
    public static final double FAILED_WRITE = 1.5;
    public static final double QUERY_PLAN = 0;

    private static final double KB = 1024;
    private static final double READ_PER_KB = 9.0 / 99;
    private static final double WRITE_PER_KB = 45.0 / 99;
    private static final double QUERY_BASE = 2.25;
    private static final double QUERY_PER_DOCUMENT = 0.01;
    private static final double QUERY_PER_KB = 0.03;

    private RequestCharges() {}

    public static double read(int bytes) {
        return rounded(1 + beyondFirst(bytes) * READ_PER_KB);
    }

    public static double create(int bytes) {
        return rounded(5 + beyondFirst(bytes) * WRITE_PER_KB);
    }

    /** Of a replace, patch, or upsert that met a document. */
    public static double change(int bytes) {
        return rounded(2 * (5 + beyondFirst(bytes) * WRITE_PER_KB));
    }

    public static double delete(int bytes) {
        return create(bytes);
    }

    /** Of one page of a query or feed: what it had to look at, not what it returned. */
    public static double page(long documents, long bytes) {
        return rounded(QUERY_BASE + documents * QUERY_PER_DOCUMENT + bytes / KB * QUERY_PER_KB);
    }

    /** Of one page of the change feed; an empty one costs as much as the smallest read. */
    public static double changes(long documents, long bytes) {
        return documents == 0 ? 1 : page(documents, bytes);
    }

    private static double beyondFirst(int bytes) {
        return Math.max(0, Math.ceil(bytes / KB) - 1);
    }

    private static double rounded(double units) {
        return Math.round(units * 100) / 100.0;
    }
}
