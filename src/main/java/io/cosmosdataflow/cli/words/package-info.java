/**
 * The words of the command line: the grammar of commands and options, and their help.
 *
 * <p>In: words. Out: a {@code Command}, or what is wrong with them. Imports {@code cli.terminal}, {@code diagnostic} and scopt.
 */
package io.cosmosdataflow.cli.words;
