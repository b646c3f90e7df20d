/**
 * Pages of a REST service: which request comes first, and which after an answer.
 *
 * <p>In: a request as a definition has it, {@code paginationRules}, and answers. Out: one request after the other.
 * Imports {@code http}, {@code definition}, {@code diagnostic} and Jackson; nothing of Spark.
 */
package io.cosmosdataflow.store.http.page;
