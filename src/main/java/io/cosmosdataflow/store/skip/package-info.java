/**
 * Rows that a copy leaves out because they do not fit: counted, and written to the log of the activity.
 *
 * <p>In: rows that sources, the mapping and sinks hand over inside tasks. Out: how many there were, exactly, and
 * one log file, made by the driver when the write has ended. Imports {@code store.storage}, {@code
 * diagnostic}, Spark and Hadoop.
 */
package io.cosmosdataflow.store.skip;
