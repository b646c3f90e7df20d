/**
 * Relational databases as they are reached: addresses and connections of JDBC, names of tables, and what each dialect
 * says in its own way.
 *
 * <p>In: what a linked service says. Out: connections, SQL texts, and errors in our words. Imports {@code definition},
 * {@code diagnostic} and {@code endpoint}.
 */
package io.cosmosdataflow.store.sql.database;
