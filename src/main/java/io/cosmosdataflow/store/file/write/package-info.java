/**
 * Writes rows as files: parts by Spark's tasks into a folder of unfinished files, then whole files out of
 * the parts, then their names.
 *
 * <p>In: a Dataset and {@link io.cosmosdataflow.store.file.write.Target}s' names. Out: finished files and
 * their counts. Nothing is left behind by a write that fails.
 *
 * <p>Imports {@code store.file.format}, {@code store.storage}, {@code store}, {@code diagnostic} and
 * Spark.
 */
package io.cosmosdataflow.store.file.write;
