/**
 * Spark's way to the stores: DataSource V2. In: a table to read, or rows and where they go; out: a Dataset, or what the
 * tasks of the write say they did. Knows no store.
 */
package io.cosmosdataflow.store.provider;
