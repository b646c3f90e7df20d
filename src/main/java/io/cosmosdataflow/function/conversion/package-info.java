/**
 * One type as another: texts as numbers, times and booleans, and back, by the patterns that scripts write.
 *
 * <p>In: Columns and patterns. Out: Columns, NULL where a value does not fit. Imports {@code function}, {@code
 * function.text}, and Spark's types and Columns; never a session.
 */
package io.cosmosdataflow.function.conversion;
