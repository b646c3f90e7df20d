/**
 * What the metrics of reads and writes have in common: names in the Spark UI, and what they cost.
 *
 * <p>Imports Spark only.
 */
package io.cosmosdataflow.store.cosmos.metric;
