/**
 * Texts of Spark's values, made by generated code: structures as JSON, times in ISO 8601. Imports Spark only.
 *
 * <p>In: Columns; out: Columns of texts, lazily. Never a session.
 */
package io.cosmosdataflow.function.text;
