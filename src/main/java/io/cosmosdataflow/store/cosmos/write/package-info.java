/**
 * Writes rows of (operation, document, generated id) into a container, and says what became of them.
 * In: a Dataset of such rows. Out: counts, and what could not be written, by document.
 *
 * <p>A row says what is to be done with its document, so one pass may carry inserts, upserts, replacements
 * and deletes. Imports {@code store.cosmos.write.bulk}, which carries operations to the
 * service, {@code store.cosmos.client}, {@code store.cosmos.document}, {@code store.cosmos.reject} and Spark.
 */
package io.cosmosdataflow.store.cosmos.write;
