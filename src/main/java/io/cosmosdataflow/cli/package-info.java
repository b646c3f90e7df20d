/**
 * The front door: commands and exit codes.
 *
 * <p>In: the words of the command line. Out: an exit code, and what the terminal shows. The only room that prints, that
 * ends the JVM, that makes and stops a Spark session, and that starts the embedded Cosmos DB. May import every other
 * room.
 */
package io.cosmosdataflow.cli;
