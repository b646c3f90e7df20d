/**
 * The translator of a Copy activity: which field of the source goes to which field of the sink.
 *
 * <p>In: the JSON of the translator, old and new forms, and what the definitions say of the two ends. Out: one list of
 * {@link io.cosmosdataflow.copy.translator.FieldMapping}s. Knows no data.
 */
package io.cosmosdataflow.copy.translator;
