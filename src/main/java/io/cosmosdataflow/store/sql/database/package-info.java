/**
 * Relational databases as they are reached: addresses and connections of JDBC, and the list of dialects.
 *
 * <p>In: what a linked service says. Out: connections, and errors in our words. Imports {@code definition}, {@code
 * diagnostic}, {@code endpoint} and {@code store.sql.dialect}.
 */
package io.cosmosdataflow.store.sql.database;
