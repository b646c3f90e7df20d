/**
 * The text of a query and its tree: grammar, parser and printer, and the error that has its place in the text.
 *
 * <p>In: the text of a query or of a patch's condition. Out: a {@code Select} with positions, and back to text. Imports
 * {@code emulator.sql.value}, Jackson and the ANTLR runtime.
 */
package io.cosmosdataflow.emulator.sql.syntax;
