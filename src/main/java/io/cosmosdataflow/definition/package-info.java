/**
 * What a team keeps in its Data Factory Git repository, read into records that remember where each value
 * stands.
 *
 * <p>In: a factory directory ({@link io.cosmosdataflow.definition.FactoryLoader}) and, per environment, a
 * {@link io.cosmosdataflow.definition.ParametersFile}. Out: a {@link io.cosmosdataflow.definition.Factory} of
 * linked services, datasets, pipelines and data flows as records whose settings are {@link
 * io.cosmosdataflow.definition.JsonValue}s with positions; {@link io.cosmosdataflow.definition.Properties}
 * reads typed settings from those, once {@code expression} has resolved them.
 *
 * <p>Imports {@code diagnostic} and Jackson; nothing of Spark.
 */
package io.cosmosdataflow.definition;
