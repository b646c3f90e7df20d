/**
 * Reads a container as the text of its documents. In: a {@link
 * io.cosmosdataflow.store.cosmos.read.DocumentsToRead}. Out: a Dataset of one column. A query that is
 * evaluated document by document goes through the Spark connector, one task per range of the container; one
 * that merges goes through the SDK, in one task.
 *
 * <p>Imports {@code store}, {@code store.cosmos.client}, {@code store.cosmos.document}, Spark and the Spark
 * connector.
 */
package io.cosmosdataflow.store.cosmos.read;
