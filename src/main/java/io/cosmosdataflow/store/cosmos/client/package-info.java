/**
 * Accounts, their clients (one per JVM, account and use), the control plane, and what the answers of the
 * service mean. In: an account. Out: leased clients, and {@link io.cosmosdataflow.diagnostic.JobException}s.
 *
 * <p>Imports {@code definition}, {@code diagnostic} and the Java SDK inside the Spark connector; nothing of
 * Spark.
 */
package io.cosmosdataflow.store.cosmos.client;
