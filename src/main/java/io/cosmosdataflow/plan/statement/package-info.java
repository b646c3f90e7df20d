/**
 * One statement of a script with all that its analysis needs: arguments, settings, the streams that go in, what the JSON
 * around the script says, and what only data tells.
 *
 * <p>In: a syntax tree, and the schemas of its inputs. Out: settings with positions, and typed expressions; issues for
 * what is wrong. Imports {@code plan.node}, {@code plan.expression}, {@code
 * plan.stream}, {@code function}, {@code script}, {@code definition} and {@code diagnostic}.
 */
package io.cosmosdataflow.plan.statement;
