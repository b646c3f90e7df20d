/**
 * A run as it is seen while it goes on, and what each activity did when it has ended.
 *
 * <p>In: events of a run and of Spark's tasks. Out: lines on the terminal. Imports {@code cli.terminal}, {@code run}, {@code
 * state}, and Spark's listeners.
 */
package io.cosmosdataflow.cli.progress;
