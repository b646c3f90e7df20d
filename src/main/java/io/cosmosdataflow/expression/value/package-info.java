/**
 * What the language makes of JSON values: their texts, their bytes, which is the same and which is the greater, arrays that grow, and the
 * fault of what cannot be computed.
 *
 * <p>In and out: JSON values. Imports Jackson only.
 */
package io.cosmosdataflow.expression.value;
