/**
 * Local mode: stores of this machine that stand in for those of the definitions, and the files that they begin with.
 *
 * <p>Imports {@code definition}, {@code diagnostic} and Spark; the stand-ins themselves are with their kinds of store.
 */
package io.cosmosdataflow.store.local;
