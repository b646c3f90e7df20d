/**
 * What rows are when a lost executor makes Spark compute them again, and rows that are kept so that nobody has to.
 *
 * <p>In: Datasets. Out: Datasets of the same rows, read from files. May import {@code store} itself and below.
 */
package io.cosmosdataflow.store.kept;
