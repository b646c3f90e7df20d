/**
 * The transformations of an analysed data flow: one record per kind, with resolved columns, typed expressions
 * and the schema that comes out.
 *
 * <p>Imports {@code plan.stream}, {@code plan.expression}, {@code definition} and {@code diagnostic}.
 */
package io.cosmosdataflow.plan.node;
