/**
 * The gateway's protocol: requests over TLS, signatures, routes, pages and error bodies, as the Cosmos DB clients
 * expect them.
 *
 * <p>Imports the other packages of the emulator below its front door, Jetty and Jackson.
 */
package io.cosmosdataflow.emulator.http;
