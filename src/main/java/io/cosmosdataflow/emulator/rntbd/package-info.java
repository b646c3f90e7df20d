/**
 * Direct mode: the protocol of the service's replicas, rntbd over TLS. Frames of tokens are read, answered as requests to
 * the gateway are, and written back.
 *
 * <p>In: connections of clients that have asked the gateway for addresses. Imports {@code http}, {@code tls} and what
 * these stand on.
 *
 * <p>Source: the wire between the Java SDK and a server, with versions 4.32 and 4.81 (package
 * {@code com.azure.cosmos.implementation.directconnectivity.rntbd}).
 */
package io.cosmosdataflow.emulator.rntbd;
