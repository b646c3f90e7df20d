/**
 * Writes rows of (operation, columns) into a table through JDBC batches. In: a Dataset of such rows. Out: counts, and
 * what the database refuses, by row.
 *
 * <p>A row says what is to be done, so one pass may carry inserts, updates, upserts and deletes. Imports
 * {@code store.sql}, {@code store.lost}, {@code store.type} and Spark.
 */
package io.cosmosdataflow.store.sql.write;
