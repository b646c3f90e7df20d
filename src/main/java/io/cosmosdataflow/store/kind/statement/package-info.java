/**
 * Statements that activities run at a store. In: calls of procedures and blocks of scripts with their parameters; out:
 * result sets, counts and parameters.
 *
 * <p>Imports {@code store.type} and Jackson.
 */
package io.cosmosdataflow.store.kind.statement;
