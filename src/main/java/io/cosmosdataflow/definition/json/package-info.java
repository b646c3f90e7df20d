/**
 * JSON whose values remember where they stand, paths to values of documents, and texts that are never shown.
 *
 * <p>In: JSON text and the name of its file. Out: {@link io.cosmosdataflow.definition.json.JsonValue}s with positions.
 * Imports {@code diagnostic} and Jackson.
 */
package io.cosmosdataflow.definition.json;
