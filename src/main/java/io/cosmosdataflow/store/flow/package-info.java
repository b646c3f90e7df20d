/**
 * What sources and sinks of mapping data flows share, whatever the store: projections, conversion of texts and
 * documents to typed columns, and back.
 *
 * <p>In: Datasets of documents or of columns as a store reads them, and a {@link
 * io.cosmosdataflow.store.flow.Projection}. Out: Datasets of typed columns; for sinks, texts of documents.
 *
 * <p>Imports {@code store.type}, {@code plan.demand}, {@code function}, {@code definition}, {@code diagnostic}, Spark and
 * Jackson.
 */
package io.cosmosdataflow.store.flow;
