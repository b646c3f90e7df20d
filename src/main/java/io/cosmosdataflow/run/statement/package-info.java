/**
 * The activities that run statements at a linked service: stored procedures.
 *
 * <p>In: the settings of the activity. Out: what the store has done, and Data Factory's output. Imports {@code
 * run.activity} and {@code store.kind}.
 */
package io.cosmosdataflow.run.statement;
