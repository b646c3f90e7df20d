/**
 * The built-in functions of queries: one table per family, each entry with its name and how many arguments it takes.
 *
 * <p>In: calls of the syntax tree, and the values of arguments. Out: the function that is called, and its value. Imports
 * {@code emulator.sql.syntax}, {@code emulator.sql.value} and Jackson.
 */
package io.cosmosdataflow.emulator.sql.function;
