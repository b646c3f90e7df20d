package io.cosmosdataflow.spark;

/**
 * A table whose partitions may give their rows in another order when they are read again: a service that promises none
 * to a query without ORDER BY. All other tables give the same rows in the same order.
 */
public interface UnorderedRows {}
