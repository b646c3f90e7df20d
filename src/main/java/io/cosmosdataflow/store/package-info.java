/**
 * Where data lives. A store hands out and takes {@code Dataset<Row>}s; it knows nothing of pipelines.
 *
 * <p>Hierarchical stores (Cosmos DB, JSON files) carry one column, {@link
 * io.cosmosdataflow.store.Columns#DOCUMENT}: the raw JSON text of a document, so that numbers, date
 * strings, nulls and key order arrive as they left. Tabular stores carry named, typed columns. Files add
 * {@link io.cosmosdataflow.store.Columns#FILE_PATH}.
 *
 * <p>Imports {@code definition}, {@code diagnostic} and Spark.
 */
package io.cosmosdataflow.store;
