/**
 * The activities that run statements at a linked service: stored procedures and scripts.
 *
 * <p>In: the settings of the activity. Out: what the store has done, and Data Factory's output. Imports {@code
 * run.activity}, {@code copy} for rows as JSON, and {@code store.kind}.
 */
package io.cosmosdataflow.run.statement;
