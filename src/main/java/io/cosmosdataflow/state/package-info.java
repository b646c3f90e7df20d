/**
 * What outlives a run: run records, checkpoints of change feeds and locks, as versioned JSON in a state directory
 * on any Hadoop file system.
 *
 * <p>In and out: records. A file is written next to its place and renamed, so that a kill at any point leaves the
 * old one or the new one; in object stores it is put in one request. Imports {@code diagnostic}, Jackson and Hadoop's file system; nothing of Spark.
 */
package io.cosmosdataflow.state;
