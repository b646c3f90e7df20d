/**
 * The front door for a program: notebooks, Databricks jobs, tests.
 *
 * <pre>{@code
 * PipelineResult result = DataFactory.load(Path.of("factory"))
 *         .withParametersFile(Path.of("parameters.json"))
 *         .pipeline("Import")
 *         .run(spark, Map.of("day", "2026-01-31"));
 * }</pre>
 *
 * <p>Never makes or stops a Spark session, never prints, never ends the JVM. May import {@code run} and what
 * stands below it.
 */
package io.cosmosdataflow.api;
