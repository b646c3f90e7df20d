/**
 * A Cosmos DB for NoSQL account on this machine: the front door of the embedded gateway.
 *
 * <p>In: options. Out: an endpoint that the Cosmos DB clients speak to as they speak to the service, a trust store
 * for TLS, a fault switch and counters. Imports its own sub-packages only; nothing of the rest of the project.
 */
package io.cosmosdataflow.emulator;
