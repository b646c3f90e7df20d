/**
 * The dialect of the embedded database of local mode. In and out: those of {@code store.sql.dialect}.
 */
package io.cosmosdataflow.store.sql.dialect.embedded;
