/**
 * What outlives a run: run records, as versioned JSON in a state directory on any Hadoop file system.
 *
 * <p>In and out: records. Imports {@code diagnostic}, Jackson and Hadoop's file system; nothing of Spark.
 */
package io.cosmosdataflow.state;
