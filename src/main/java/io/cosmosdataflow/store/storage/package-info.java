/**
 * Where files are and which of them are meant: roots of linked services as Hadoop paths, locations of
 * datasets, wildcards, listings.
 *
 * <p>In: settings and a Spark session's Hadoop configuration. Out: {@link
 * io.cosmosdataflow.store.storage.ListedFile}s in the order of their paths.
 *
 * <p>Imports {@code definition}, {@code diagnostic}, Hadoop's file system and Spark.
 */
package io.cosmosdataflow.store.storage;
