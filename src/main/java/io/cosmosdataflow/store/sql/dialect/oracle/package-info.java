/**
 * The dialect of Oracle. In and out: those of {@code store.sql.dialect}.
 */
package io.cosmosdataflow.store.sql.dialect.oracle;
