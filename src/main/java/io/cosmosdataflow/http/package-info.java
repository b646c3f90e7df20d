/**
 * Requests over HTTP: who asks, as linked services say it, how long and how often, and what comes back.
 *
 * <p>In: a {@link io.cosmosdataflow.http.WebRequest}. Out: a {@link io.cosmosdataflow.http.WebAnswer}, whatever its
 * status, or an exception that says why there is none. No message has a secret of the request. Imports {@code
 * definition}, {@code endpoint}, {@code diagnostic} and Jackson; nothing of Spark.
 */
package io.cosmosdataflow.http;
