/**
 * Rows that are not read or not written because they do not fit or a store refuses them, and who is told: counts, and
 * the log of the activity in Data Factory's own form. Cosmos DB's sinks keep refused documents in files besides, to be
 * written again.
 *
 * <p>In: each {@link io.cosmosdataflow.store.lost.LostRow} that sources, the mapping and sinks hand over inside tasks.
 * Out: how many there were, exactly, and one log file, made by the driver when the write has ended. Imports {@code
 * store.storage}, {@code diagnostic}, Spark and Hadoop.
 */
package io.cosmosdataflow.store.lost;
