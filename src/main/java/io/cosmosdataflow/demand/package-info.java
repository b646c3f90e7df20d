/**
 * What a data flow and the stores at its ends tell each other: which columns and rows it needs of a source ({@link
 * io.cosmosdataflow.demand.SourceDemand}), what a sink does with a row ({@link io.cosmosdataflow.demand.RowPolicy}), what
 * rows carry besides their columns ({@link io.cosmosdataflow.demand.RowMark}), and which requests an external call makes
 * ({@link io.cosmosdataflow.demand.HttpCall}).
 *
 * <p>Values only; imports Spark's types, and nothing of the house.
 */
package io.cosmosdataflow.demand;
