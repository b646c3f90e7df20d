/**
 * Conversion between interim data types: which are allowed, and the Columns that do them.
 *
 * <p>In: a column's type on both sides, the settings of {@code typeConversionSettings}, a Column of the source's carrier.
 * Out: a Column of the sink's carrier, null where a value cannot be converted.
 *
 * <p>Spark's own expressions do what Spark has. For .NET's rules about texts, plain Java methods are called from the
 * generated code, on Spark's own values; their classes are public for that reason alone.
 *
 * <p>Imports {@code store.type}, {@code expression} for .NET's date formats, {@code definition}, {@code diagnostic} and
 * Spark.
 */
package io.cosmosdataflow.copy.convert;
