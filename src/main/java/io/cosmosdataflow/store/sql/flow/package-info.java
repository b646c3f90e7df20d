/**
 * Databases as sources and sinks of mapping data flows: tables, queries and stored procedures as the columns of a
 * projection; tables that rows are inserted into, updated, upserted and deleted in.
 */
package io.cosmosdataflow.store.sql.flow;
