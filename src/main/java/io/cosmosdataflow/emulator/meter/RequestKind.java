package io.cosmosdataflow.emulator.meter;

/** What a request is for, as far as counters and fault rules tell requests apart. */
public enum RequestKind {
    /** Account, databases, containers, partition key ranges and offers, read. */
    METADATA_READ,
    /** Databases, containers and offers, changed. */
    METADATA_WRITE,
    ITEM_READ,
    ITEM_WRITE,
    /** Bulk and atomic batches. */
    BATCH,
    QUERY,
    QUERY_PLAN,
    /** Documents listed without a query. */
    READ_FEED,
    CHANGE_FEED
}
