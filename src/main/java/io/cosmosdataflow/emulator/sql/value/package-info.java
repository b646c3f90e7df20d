/**
 * The values of queries: how they compare, when two are the same, what computes them from a row, and what an aggregate
 * makes of many.
 *
 * <p>In and out: JSON values; undefined is a null reference. Imports Jackson only.
 */
package io.cosmosdataflow.emulator.sql.value;
