/**
 * The dialect of MySQL and MariaDB. In and out: those of {@code store.sql.dialect}.
 */
package io.cosmosdataflow.store.sql.dialect.mysql;
