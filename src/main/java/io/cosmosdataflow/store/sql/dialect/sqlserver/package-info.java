/**
 * The dialect of SQL Server and its relatives in Azure. In and out: those of {@code store.sql.dialect}.
 */
package io.cosmosdataflow.store.sql.dialect.sqlserver;
