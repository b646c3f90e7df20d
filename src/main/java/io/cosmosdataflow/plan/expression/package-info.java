/**
 * Expressions of the script with their types: names resolved to columns, calls to functions, column patterns
 * to columns. In: syntax trees and the schema of a stream; out: typed expressions, and the Columns that
 * compute them. Never a session.
 *
 * <p>Imports {@code plan.stream}, {@code function}, {@code script}, {@code diagnostic}, and Spark's types and
 * Columns.
 */
package io.cosmosdataflow.plan.expression;
