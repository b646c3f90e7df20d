/**
 * Linked services and datasets of Cosmos DB: endpoint, key, database and container, whichever way they are written.
 *
 * <p>In: records of {@code definition}, resolved. Out: records of their settings; issues for what is wrong, without
 * showing a secret. Imports {@code definition}, {@code definition.json} and {@code diagnostic}.
 */
package io.cosmosdataflow.definition.cosmos;
