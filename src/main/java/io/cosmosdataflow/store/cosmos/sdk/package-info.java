/**
 * What is taken of the Spark connector and of the Java SDK inside it beyond their public API: the size of bulk
 * requests, partition keys of any values, the text of documents, the cost of the connector's requests, and the
 * names of its options. In: values of ours. Out: values of the SDK, and {@link
 * io.cosmosdataflow.store.cosmos.sdk.ConnectorCheck}, which says before anything is written what the connector at
 * hand lacks.
 *
 * <p>Nobody else imports {@code azure_cosmos_spark.com.azure.cosmos.implementation} or {@code
 * com.azure.cosmos.spark}, or reflects on them. Each {@link io.cosmosdataflow.store.cosmos.sdk.SdkEntry} is looked up
 * by name, so that what another version lacks is a message and not a {@link java.lang.LinkageError} in a task.
 *
 * <p>Imports {@code definition}, {@code diagnostic}, {@code store.cosmos.client}, {@code store.cosmos.document}, Spark,
 * the connector and its SDK.
 */
package io.cosmosdataflow.store.cosmos.sdk;
