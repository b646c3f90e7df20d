/**
 * Files as sources and sinks of mapping data flows: delimited text, JSON, Parquet, Avro, ORC, Excel, XML and
 * Delta, of a dataset or inline.
 *
 * <p>In: a dataset or nothing, the properties of the script's source or sink, checked without a session or I/O,
 * and a {@link io.cosmosdataflow.store.storage.FileRoot}. Out: a {@link
 * io.cosmosdataflow.store.file.flow.FlowFileSource} that gives the columns of a projection, and a {@link
 * io.cosmosdataflow.store.file.flow.FlowFileSink}.
 *
 * <p>Imports {@code function}, {@code definition}, {@code diagnostic}, {@code store}, {@code store.flow}, the
 * packages of {@code store.file}, Spark, and Delta Lake where a flow uses it.
 */
package io.cosmosdataflow.store.file.flow;
