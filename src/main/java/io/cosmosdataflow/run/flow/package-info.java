/**
 * The ExecuteDataFlow activity, and what is done with a data flow by itself: its check and its previews.
 *
 * <p>In: a data flow with the settings of the activity. Out: written sinks, and Data Factory's output. Imports {@code
 * run.activity}, {@code compile}, {@code plan} and {@code store}.
 */
package io.cosmosdataflow.run.flow;
