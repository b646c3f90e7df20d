/**
 * Whether a server can be reached, before a client asks it that would try for minutes.
 *
 * <p>In: host and port, or the URI of files. Out: nothing, or an exception that says what is wrong. Imports diagnostic.
 */
package io.cosmosdataflow.endpoint;
