/**
 * What Spark 3.4 does not publish, in one place: expressions that its functions lack, texts of its values as generated
 * code makes them, and what its plans tell of their rows. Another version of Spark meets this package first.
 *
 * <p>In and out: Columns, Datasets, Spark's values. Imports Spark and Jackson, and nothing of the house.
 */
package io.cosmosdataflow.spark;
