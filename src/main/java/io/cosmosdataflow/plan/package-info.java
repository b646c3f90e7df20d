/**
 * The analysed data flow. In: a data flow of the factory, values for its parameters, and, in a run, the
 * columns that the sources really have. Out: a typed graph of transformations, or all that is wrong with it.
 *
 * <p>The same analysis serves {@code check}, which knows no data and so leaves drifted columns open, and the
 * run, which knows all columns. Never a session; imports {@code plan.analysis} and what that stands on, {@code function},
 * {@code script}, {@code expression}, {@code definition}, {@code diagnostic}, and Spark's types.
 */
package io.cosmosdataflow.plan;
