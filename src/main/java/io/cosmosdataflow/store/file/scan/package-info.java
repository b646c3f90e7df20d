/**
 * Reads text files as rows, on executors, without holding a file in memory.
 *
 * <p>In: {@link io.cosmosdataflow.store.storage.ListedFile}s and a text format. Out: a Dataset through
 * Spark's DataSource V2. Bytes become UTF-8 first ({@link io.cosmosdataflow.store.file.scan.TextInput}), so
 * that one scanner per format cuts values out of bytes; files that may be cut are cut into slices.
 *
 * <p>Imports {@code store.file.format}, {@code store.storage}, {@code store}, {@code diagnostic} and
 * Spark.
 */
package io.cosmosdataflow.store.file.scan;
