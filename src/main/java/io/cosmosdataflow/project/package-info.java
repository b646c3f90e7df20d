/**
 * Documents and texts as typed columns, and back: what sources and sinks of mapping data flows do with the data of their
 * store, whichever it is.
 *
 * <p>In: Datasets of documents or of columns as a store reads them, and a {@link io.cosmosdataflow.project.Projection}.
 * Out: Datasets of typed columns; for sinks, texts of documents.
 *
 * <p>Imports {@code function}, {@code spark}, {@code definition}, {@code diagnostic}, Spark and Jackson.
 */
package io.cosmosdataflow.project;
