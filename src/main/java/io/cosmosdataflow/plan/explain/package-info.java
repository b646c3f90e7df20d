/**
 * An analysed data flow for people: as text, and as a picture. In: a plan, and the statements that it is made
 * of; out: text, and SVG. Both are the same, byte for byte, for the same data flow.
 *
 * <p>Imports {@code plan}, {@code script} and {@code function}.
 */
package io.cosmosdataflow.plan.explain;
