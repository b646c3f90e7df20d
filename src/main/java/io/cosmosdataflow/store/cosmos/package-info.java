/**
 * Cosmos DB for NoSQL as a source and as a sink.
 *
 * <p>In: an account, the names of a database and a container, and the settings of a Copy source or sink. Out:
 * a {@link io.cosmosdataflow.store.SourceStore} that gives the text of each document, and a {@link
 * io.cosmosdataflow.store.SinkStore} that takes it. What stands between the text that is stored and the text
 * that a Dataset carries is nothing but the system properties.
 *
 * <p>{@code client} holds the clients of a JVM and the control plane, {@code document} what has to be known of
 * a document's text, {@code read} and {@code write} the two DataSource V2 implementations, {@code reject} files of
 * documents that could not be written, {@code flow} sources and sinks of data flows. Imports {@code store}, {@code
 * store.flow}, {@code state} (positions), {@code plan.demand}, {@code function}, {@code definition}, {@code
 * diagnostic}, Spark and the Java SDK inside the Spark connector.
 */
package io.cosmosdataflow.store.cosmos;
