/**
 * Answers of a REST service as rows of Spark, one page after the other, in one task.
 *
 * <p>In: a request with the rules for its pages, and who answers: the service, or files that stand in for it. Out: a
 * {@link io.cosmosdataflow.store.http.read.RestSource} of documents. Imports {@code store}, {@code store.provider},
 * {@code store.http.page}, {@code http}, {@code diagnostic} and Spark.
 */
package io.cosmosdataflow.store.http.read;
