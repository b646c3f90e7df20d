/**
 * What a team keeps in its Data Factory Git repository, read into records that remember where each value
 * stands.
 *
 * <p>In: a factory directory and, per environment, a parameters file. Out: linked services, datasets,
 * pipelines and data flows as records whose settings are {@link io.cosmosdataflow.definition.JsonValue}s
 * with positions; {@link io.cosmosdataflow.definition.Properties} reads typed settings from those.
 *
 * <p>Imports {@code diagnostic} and Jackson; nothing of Spark.
 */
package io.cosmosdataflow.definition;
