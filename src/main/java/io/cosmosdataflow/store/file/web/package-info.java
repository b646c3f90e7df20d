/**
 * Files that a server of HTTP answers with.
 *
 * <p>In: a linked service of type {@code HttpServer}, and what dataset and source say of the request. Out: the answer as
 * a file that can be read like any other, for as long as an activity needs it. Imports {@code store.kind}, {@code
 * store.storage}, {@code store.local}, {@code store.failure}, {@code http}, {@code definition} and {@code diagnostic}.
 */
package io.cosmosdataflow.store.file.web;
