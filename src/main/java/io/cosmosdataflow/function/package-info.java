/**
 * The functions of the data flow script language: one table per family, each entry with its signature, the
 * rule for its type, how it is made of Spark's own expressions, one sentence of documentation and examples.
 * Reference page, tests and {@code check} read the same tables.
 *
 * <p>In: types and Columns of arguments; out: the type and the Column of the call. Uses Spark's types and
 * Columns as values, never a session. Imports {@code diagnostic}.
 *
 * <p>Source of the functions: Microsoft Learn, data-flow-expressions-usage and the pages it leads to.
 */
package io.cosmosdataflow.function;
