/**
 * REST services. In: a linked service of type {@code RestService}, and dataset and source of a copy, or rows with the
 * JSON of a request. Out: a source of documents, or the rows with status, headers and body of the answers.
 *
 * <p>Imports {@code store.kind}, {@code demand}, {@code http}, {@code definition}, {@code diagnostic}, Spark, and the
 * packages below it.
 */
package io.cosmosdataflow.store.http;
