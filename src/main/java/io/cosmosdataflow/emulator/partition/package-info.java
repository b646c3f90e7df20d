/**
 * How a partition key value becomes a place: key definitions with their paths, key values, the effective
 * partition key (the hash) and the physical ranges of a container.
 *
 * <p>Imports Jackson, Commons Codec (Murmur hash) and {@code emulator.protocol}.
 */
package io.cosmosdataflow.emulator.partition;
