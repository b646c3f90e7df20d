/**
 * Runs statements that pipelines bring along: stored procedures and scripts. Comes in: a database, a statement and its parameters.
 * Goes out: what the database answers. Uses {@code store.kind}, {@code store.type} and the packages of {@code
 * store.sql} about databases and local mode.
 */
package io.cosmosdataflow.store.sql.statement;
