/**
 * Datasets of files and their formats as values: what they say about encoding, compression, delimiters and codecs, to
 * the Copy activity and to data flows.
 *
 * <p>In: a dataset's {@code type} and {@code typeProperties}, or a script's properties. Out: a {@link
 * io.cosmosdataflow.store.file.format.FileFormat}, serializable, since executors need it too.
 *
 * <p>Imports {@code definition}, {@code diagnostic}, {@code store.storage} and the compression codecs that Spark ships.
 */
package io.cosmosdataflow.store.file.format;
