/**
 * The embedded database that stands in for a server in local mode, and the tables that it begins with.
 *
 * <p>In: a directory, and rows of texts. Out: a {@link io.cosmosdataflow.store.sql.database.SqlDatabase}. Knows no Spark.
 */
package io.cosmosdataflow.store.sql.local;
