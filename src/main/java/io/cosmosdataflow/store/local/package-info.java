/**
 * Local mode: stores of this machine that stand in for those of the definitions, the files that they begin with, and
 * the files that have what servers answer.
 *
 * <p>Imports {@code store.storage}, {@code http}, {@code definition}, {@code diagnostic} and Spark; the stand-ins themselves are with their kinds of store.
 */
package io.cosmosdataflow.store.local;
