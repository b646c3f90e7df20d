/**
 * File sources and sinks of the Copy activity: Json, DelimitedText, Parquet, Avro, Orc, in blob stores, data
 * lakes, buckets and folders.
 *
 * <p>In: the {@code typeProperties} of a dataset and of a Copy activity's source or sink, checked without a
 * session or I/O, and a {@link io.cosmosdataflow.store.storage.FileRoot}. Out: a {@link
 * io.cosmosdataflow.store.file.FileSource} and a {@link io.cosmosdataflow.store.file.FileSink}.
 *
 * <p>Imports {@code definition}, {@code diagnostic}, {@code store}, Spark, and the packages below it.
 */
package io.cosmosdataflow.store.file;
