/**
 * The throughput that containers have while an activity reads or writes them.
 *
 * <p>In: what sources and sinks ask for, and where raises are written down. Out: changed offers, which are put back when
 * the activity ends, or by a later run.
 *
 * <p>Imports {@code state}, {@code diagnostic} and {@code store.cosmos.client}.
 */
package io.cosmosdataflow.store.cosmos.throughput;
