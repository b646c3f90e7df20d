/**
 * How each kind of transformation is analysed: which arguments it has, and which columns come out.
 *
 * <p>In: a statement with the schemas of its inputs. Out: a node with resolved columns and typed expressions, or issues.
 * Imports {@code plan.statement}, {@code plan.node}, {@code plan.expression}, {@code plan.stream}, {@code function},
 * {@code script}, {@code definition}, {@code diagnostic}, and Spark's types.
 */
package io.cosmosdataflow.plan.analysis;
