/**
 * The Copy activity between two opened stores: what a source gives becomes what a sink takes.
 *
 * <p>In: the activity's settings, a Dataset of documents or of rows. Out: a Dataset of documents or of
 * rows, and what was seen on the way (rows, bytes, columns that the first row does not have).
 *
 * <p>Imports {@code store}'s column names, {@code definition} and {@code diagnostic}; never opens a store.
 */
package io.cosmosdataflow.copy;
