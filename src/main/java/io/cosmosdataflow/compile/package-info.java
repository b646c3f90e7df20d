/**
 * The plan of a data flow to Datasets: one class per transformation. In: an analysed plan, the rows of its
 * sources as Datasets; out: the Dataset of every stream. Nothing is read before a sink is written. Never opens
 * a store.
 *
 * <p>Imports {@code plan}, {@code function}, {@code diagnostic}, and Spark.
 */
package io.cosmosdataflow.compile;
