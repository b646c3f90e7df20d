/**
 * Documents that Cosmos DB refused, kept as JSON lines: one folder for each sink of a run, one file for each
 * task that met refusals.
 *
 * <p>In: a refused document with its operation and the reason, on executors. Out: files on any file system of
 * Hadoop, which appear whole, and the rows in them for a replay. Imports {@code store.cosmos.document}, {@code store.lost}, {@code
 * diagnostic}, Spark and Hadoop; knows nothing of clients, so no key can get into a file.
 */
package io.cosmosdataflow.store.cosmos.reject;
