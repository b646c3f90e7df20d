/**
 * The functions by name: one table per family. Reference page, tests and {@code check} read the same tables.
 *
 * <p>In: the name of a function. Out: its entry, a {@code Function}. Imports {@code function}, {@code
 * function.conversion}, {@code function.text}, and Spark's types and Columns; never a session.
 */
package io.cosmosdataflow.function.table;
