/**
 * What a data flow needs of its sources, so that a store can leave out the rest: columns, and a condition on rows.
 *
 * <p>In: a {@link io.cosmosdataflow.plan.DataFlowPlan} of a run, with all columns known. Out: a {@link
 * io.cosmosdataflow.demand.SourceDemand} for each source. Imports {@code plan}, {@code plan.node}, {@code
 * plan.expression} and {@code plan.stream}.
 */
package io.cosmosdataflow.plan.demand;
