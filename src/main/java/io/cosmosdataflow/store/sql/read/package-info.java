/**
 * Reads tables, queries and stored procedures of databases: one look at the columns, then a DataSource V2 whose
 * tasks each run one statement. Comes in: a database, a table or settings. Goes out: a Dataset whose columns are
 * marked with their interim types. Uses {@code store.sql} and {@code store.type}.
 */
package io.cosmosdataflow.store.sql.read;
