/**
 * The words that every part of the emulator speaks: an answer that is an error, and a growing buffer of bytes.
 *
 * <p>Imports nothing of the project.
 */
package io.cosmosdataflow.emulator.protocol;
