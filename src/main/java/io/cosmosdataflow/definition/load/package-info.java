/**
 * The files of a factory and of its parameters, read into records.
 *
 * <p>In: a factory's directory or exported template ({@link io.cosmosdataflow.definition.load.FactoryLoader}) and, per
 * environment, a {@link io.cosmosdataflow.definition.load.ParametersFile}. Out: a {@link
 * io.cosmosdataflow.definition.Factory}, and what was found on the way ({@link
 * io.cosmosdataflow.definition.load.Findings}).
 *
 * <p>Imports {@code definition}, {@code definition.arm}, {@code definition.json}, {@code definition.published} and {@code
 * diagnostic}.
 */
package io.cosmosdataflow.definition.load;
