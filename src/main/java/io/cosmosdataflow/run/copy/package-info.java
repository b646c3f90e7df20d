/**
 * The Copy activity: opens two stores and lets {@code copy} map between them, in one pass.
 *
 * <p>In: the settings of the activity. Out: written rows, and Data Factory's output. Imports {@code run.activity},
 * {@code copy} and {@code store}.
 */
package io.cosmosdataflow.run.copy;
