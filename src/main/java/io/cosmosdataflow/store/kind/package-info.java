/**
 * What is asked of a kind of store, whichever it is.
 *
 * <p>Imports {@code definition}; knows no kind.
 */
package io.cosmosdataflow.store.kind;
