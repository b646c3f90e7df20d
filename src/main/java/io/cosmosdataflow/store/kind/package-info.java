/**
 * What a run asks of a kind of store, whichever it is: {@link io.cosmosdataflow.store.kind.StoreKind} and the words
 * that its questions and answers need.
 *
 * <p>In: datasets, linked services and settings as definitions have them. Out: checked sources and sinks, to be opened
 * in the run. A store is added by one implementation, and one line in {@code run.Stores}.
 *
 * <p>Imports {@code definition}, {@code diagnostic}, {@code expression} and {@code store}; knows no kind.
 */
package io.cosmosdataflow.store.kind;
