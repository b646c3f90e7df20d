/**
 * Copies of files as they are, byte for byte, between any two stores of files; packed and unpacked on the way where a
 * dataset has a compression.
 *
 * <p>In: two checked ends. Out: files that are whole, and what became of each. Imports {@code store.kind}, {@code
 * store.storage}, {@code store.failure}, and of {@code store.file} formats, archives and unfinished folders.
 */
package io.cosmosdataflow.store.file.binary;
