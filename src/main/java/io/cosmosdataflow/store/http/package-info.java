/**
 * Services that answer HTTP requests. In: rows with the JSON of a request, and a linked service of type {@code
 * RestService}; out: the rows with status, headers and body of the answers.
 *
 * <p>Imports {@code demand}, {@code http}, {@code definition}, {@code diagnostic} and Spark.
 */
package io.cosmosdataflow.store.http;
