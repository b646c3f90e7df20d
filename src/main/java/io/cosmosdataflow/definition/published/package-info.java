/**
 * What Data Factory publishes about its definitions: the types that there are, and which go together.
 *
 * <p>In: nothing. Out: names. Imports nothing of the rest.
 */
package io.cosmosdataflow.definition.published;
