package io.cosmosdataflow.store.cosmos.read;

import org.apache.spark.sql.connector.read.InputPartition;

/**
 * What one task reads of a change feed.
 *
 * @param from where it starts, with one range
 * @param end number of the last change to give; a range that is split meanwhile numbers its changes on
 */
record FeedPart(FeedState from, long end) implements InputPartition {}
