/**
 * What the metrics of reads and writes in the Spark UI have in common.
 *
 * <p>Imports Spark's metric interfaces only.
 */
package io.cosmosdataflow.store.cosmos.metric;
