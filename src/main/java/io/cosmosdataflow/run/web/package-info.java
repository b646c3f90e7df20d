/**
 * The activities that ask a server over HTTP: Web, WebHook, Azure Function.
 *
 * <p>In: the definition of an activity with the values that it has by then. Out: what the server has answered, in the
 * shape of Data Factory's outputs. Imports {@code run.activity}, {@code http}, {@code definition} and the guard of paths; no
 * store.
 */
package io.cosmosdataflow.run.web;
