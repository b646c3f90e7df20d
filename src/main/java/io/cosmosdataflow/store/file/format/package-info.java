/**
 * The file formats of the Copy activity as values: what a dataset says about encoding, compression,
 * delimiters and codecs.
 *
 * <p>In: a dataset's {@code type} and {@code typeProperties}. Out: a {@link
 * io.cosmosdataflow.store.file.format.FileFormat}, serializable, since executors need it too.
 *
 * <p>Imports {@code definition}, {@code diagnostic} and the compression codecs that Spark ships.
 */
package io.cosmosdataflow.store.file.format;
