/**
 * Tables as sinks of Copy activities. In: a Dataset of the table's columns. Out: counts.
 *
 * <p>Imports {@code store.sql}, {@code store.sql.write}, {@code store.lost} and Spark.
 */
package io.cosmosdataflow.store.sql.sink;
