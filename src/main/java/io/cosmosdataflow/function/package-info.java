/**
 * The functions of the data flow script language, and what they are made of: signature, rule for the type, how a call
 * becomes a Column of Spark's own expressions, one sentence of documentation and examples. The functions themselves are
 * in {@code function.table}.
 *
 * <p>In: types and Columns of arguments; out: the type and the Column of the call. Uses Spark's types and
 * Columns as values, never a session. Imports Spark only.
 *
 * <p>Source of the functions: Microsoft Learn, data-flow-expressions-usage and the pages it leads to.
 */
package io.cosmosdataflow.function;
