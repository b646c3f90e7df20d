/**
 * Tables of relational databases: SQL Server and its relatives in Azure, PostgreSQL, MySQL, MariaDB, Oracle; and the
 * embedded database that stands in for them in local mode.
 *
 * <p>Reads and writes are DataSource V2 tables of ours over JDBC drivers. Reads keep what Spark's own JDBC source would
 * lose (offsets, exact dates in any time zone of the JVM), and no plan shows a password; writes are JDBC batches that
 * report what became of each row. Drivers are found on the class path.
 */
package io.cosmosdataflow.store.sql;
