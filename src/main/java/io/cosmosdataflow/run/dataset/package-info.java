/**
 * The activities that are about the item of a dataset, and not about its rows: they look at a file, a folder or a table,
 * wait for it, or delete files.
 *
 * <p>In: the dataset in an activity's type properties, and the {@link io.cosmosdataflow.store.kind.StoreKind} that has
 * it. Out: Data Factory's outputs. Imports {@code run.activity} and {@code store.kind}.
 */
package io.cosmosdataflow.run.dataset;
