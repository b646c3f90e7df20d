/**
 * What flows: streams, their columns, and the marks that rows carry. Values only; imports {@code function}
 * for the names of types.
 */
package io.cosmosdataflow.plan.stream;
