/**
 * Files of an account that appear whole or not at all, and what is said where the operating system refuses to write.
 *
 * <p>Imports nothing of the project but {@code protocol}.
 */
package io.cosmosdataflow.emulator.disk;
