/**
 * Documents that were refused, written again.
 *
 * <p>In: the files of {@code store.cosmos.reject}. Out: documents in their container, and files of what is still
 * refused. Imports {@code store.cosmos.write} and {@code store.cosmos.reject}.
 */
package io.cosmosdataflow.store.cosmos.replay;
