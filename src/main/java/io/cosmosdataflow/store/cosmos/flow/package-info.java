/**
 * Containers as sources and sinks of mapping data flows. In: settings of the script, a projection, rows with their
 * policies. Out: typed columns; documents written; the ranges of change feeds.
 *
 * <p>Imports {@code definition}, {@code function} (row policies), {@code state} (positions of change feeds), the
 * rooms of {@code store.cosmos} and {@code store.flow}, and Spark.
 */
package io.cosmosdataflow.store.cosmos.flow;
