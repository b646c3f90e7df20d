/**
 * What the emulator keeps: databases, containers, offers and documents, in memory and, where a directory is
 * given, in append-only files.
 *
 * <p>In: the bytes of documents as the client sent them. Out: the same bytes with the system properties at the
 * end, in pages ordered by creation (reads) or by last change (change feed). Imports {@code emulator.meter}
 * (budgets), {@code emulator.partition}, {@code emulator.protocol} and Jackson; knows nothing of HTTP.
 */
package io.cosmosdataflow.emulator.storage;
