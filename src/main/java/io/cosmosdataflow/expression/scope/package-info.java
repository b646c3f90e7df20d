/**
 * What an expression can refer to: parameters, variables, activities, the run.
 *
 * <p>In: values. Out: the value of a name, or that only the run will know it. Imports {@code expression.date},
 * {@code definition} and Jackson.
 */
package io.cosmosdataflow.expression.scope;
