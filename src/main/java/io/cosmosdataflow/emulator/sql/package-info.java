/**
 * The query engine of the embedded Cosmos DB: text and parameters in, JSON values or a query plan out.
 *
 * <p>A query is parsed once ({@code syntax}), compiled once into small evaluator objects, and run over any number of
 * documents; undefined is a null reference. Imports its own sub-packages and Jackson only. Source of the rules:
 * Microsoft Learn, "Queries in Azure Cosmos DB for NoSQL".
 */
package io.cosmosdataflow.emulator.sql;
