/**
 * Templates of Azure Resource Manager, as Data Factory and Synapse export a whole factory to them.
 *
 * <p>In: the file of a template and values of its parameters. Out: {@link io.cosmosdataflow.definition.arm.ArmResource}s
 * without template expressions, each value at its place in the file. Which of them mean something, and what, is not known
 * here.
 *
 * <p>Imports {@code definition}, {@code definition.json}, {@code diagnostic}.
 */
package io.cosmosdataflow.definition.arm;
