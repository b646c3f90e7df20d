/**
 * What the terminal shows: lines that fit, tables, errors with their hints.
 *
 * <p>In: texts, rows and errors. Out: lines on standard output and standard error. Imports {@code run}, {@code state},
 * {@code plan.stream}, {@code function}, {@code diagnostic}, and Spark's rows.
 */
package io.cosmosdataflow.cli.terminal;
