/**
 * Whether a server can be reached, before a client asks it that would try for minutes.
 *
 * <p>In: host and port. Out: nothing, or an exception that says what is wrong. Imports nothing of ours.
 */
package io.cosmosdataflow.endpoint;
