/**
 * Reads a container as the text of its documents. In: a {@link
 * io.cosmosdataflow.store.cosmos.read.DocumentsToRead}. Out: a Dataset of one column. A query that is
 * evaluated document by document goes through the Spark connector, one task per range of the container; one
 * that merges goes through the SDK, in one task. {@link io.cosmosdataflow.store.cosmos.read.ChangeFeed} goes through the
 * SDK, too, one task per range.
 *
 * <p>For a data flow, {@link io.cosmosdataflow.store.cosmos.read.NarrowedQuery} makes a query of what is needed.
 * It leaves out nothing that could matter; the rows that the data flow gets are the same as without it.
 *
 * <p>Imports {@code store}, {@code store.flow}, {@code store.cosmos.client}, {@code store.cosmos.document}, {@code
 * store.cosmos.sdk}, {@code plan.demand}, {@code function}, Spark and the SDK.
 */
package io.cosmosdataflow.store.cosmos.read;
