/**
 * The front door: options, commands, exit codes, progress on the terminal.
 *
 * <p>The only room that prints, that ends the JVM, that makes and stops a Spark session, and that starts the
 * embedded Cosmos DB. May import every other room.
 */
package io.cosmosdataflow.cli;
