/**
 * What a team keeps in its Data Factory Git repository, as records that remember where each value stands.
 *
 * <p>In: values with positions ({@link io.cosmosdataflow.definition.json.JsonValue}). Out: a {@link
 * io.cosmosdataflow.definition.Factory} of linked services, datasets, pipelines and data flows; {@link
 * io.cosmosdataflow.definition.Properties} reads typed settings from their values, once {@code expression} has resolved
 * them. What reads the files is in {@code definition.load}.
 *
 * <p>Imports {@code definition.json}, {@code definition.published}, {@code diagnostic} and Jackson; nothing of Spark.
 */
package io.cosmosdataflow.definition;
