/**
 * Files in archives. In: the bytes of an archive; out: its files one after the other, within limits.
 *
 * <p>Imports {@code store.file.format}, {@code store.storage}, {@code diagnostic} and Hadoop.
 */
package io.cosmosdataflow.store.file.archive;
