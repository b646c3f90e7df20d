/**
 * The data flow script language: text in, syntax tree with positions out, and back to text. Says what is
 * written, not what it means: names are not resolved, functions and properties not checked.
 *
 * <p>Imports {@code definition} and {@code diagnostic}; nothing of Spark.
 *
 * <p>Source: Microsoft Learn, data-flow-script; forms that the page leaves out were seen in public scripts.
 */
package io.cosmosdataflow.script;
