/**
 * Data Factory's interim data types: what a value is between the native type of a source and that of a sink.
 *
 * <p>A column of a Dataset carries its interim type in its metadata, since Spark has no type of its own for
 * some of them. The tables of native types are here too. Imports Spark, and {@code definition} for the kinds of databases.
 */
package io.cosmosdataflow.store.type;
