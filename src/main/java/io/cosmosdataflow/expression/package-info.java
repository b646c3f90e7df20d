/**
 * The pipeline expression language: {@code @pipeline().parameters.x}, {@code "a @{concat('b', 'c')}"}.
 *
 * <p>In: texts of definitions with their places, and a {@link io.cosmosdataflow.expression.scope.Scope} of values.
 * Out: JSON values; while checking, issues at the place inside the text where the mistake is.
 *
 * <p>Imports its own sub-packages, {@code definition}, {@code diagnostic}, Jackson and ANTLR; nothing of Spark.
 */
package io.cosmosdataflow.expression;
