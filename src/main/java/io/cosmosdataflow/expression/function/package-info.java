/**
 * The functions of the pipeline expression language: one table per family, each entry with how many arguments it takes.
 *
 * <p>In: the values of arguments, and the scope of the call. Out: a JSON value, or the fault of one that there is not.
 * Imports {@code expression.scope}, {@code expression.date}, {@code expression.value}, {@code definition},
 * {@code diagnostic} and Jackson.
 */
package io.cosmosdataflow.expression.function;
