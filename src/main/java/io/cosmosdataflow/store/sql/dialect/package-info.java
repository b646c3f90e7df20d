/**
 * What differs between relational databases, as one interface; each folder below is a dialect.
 *
 * <p>In: what a linked service says, names, answers of drivers. Out: URLs, texts of SQL, and what an answer means.
 * Imports {@code definition}.
 */
package io.cosmosdataflow.store.sql.dialect;
