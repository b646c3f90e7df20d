/**
 * What went wrong, where, and what to do about it: {@link io.cosmosdataflow.diagnostic.Issue}s found
 * while checking, one {@link io.cosmosdataflow.diagnostic.JobException} while running.
 *
 * <p>Imports nothing of this project and nothing of Spark.
 */
package io.cosmosdataflow.diagnostic;
