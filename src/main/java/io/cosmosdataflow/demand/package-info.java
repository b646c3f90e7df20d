/**
 * What a data flow and the stores at its ends tell each other: which columns and rows it needs of a source ({@link
 * io.cosmosdataflow.demand.SourceDemand}), what a sink does with a row ({@link io.cosmosdataflow.demand.RowPolicy}), and
 * what rows carry besides their columns ({@link io.cosmosdataflow.demand.RowMark}).
 *
 * <p>Values only; imports Spark's types, and nothing of the house.
 */
package io.cosmosdataflow.demand;
