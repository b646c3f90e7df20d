/**
 * Runs a pipeline: parameters, activity graph, conditions, retries; opens the stores that an activity names
 * and keeps the record of the run.
 *
 * <p>In: a {@link io.cosmosdataflow.definition.Factory}, values of an environment, a Spark session. Out: a
 * {@link io.cosmosdataflow.state.RunRecord} whose outputs have Data Factory's shape.
 *
 * <p>May import every room but {@code api}, {@code cli} and {@code emulator}.
 */
package io.cosmosdataflow.run;
