/**
 * Linked services and datasets of relational databases: kind, address, login, encryption and table, in Data Factory's
 * old and new spelling.
 *
 * <p>In: records of {@code definition}, resolved. Out: records of their settings; issues for what is wrong, without
 * showing a secret. Imports {@code definition}, {@code definition.json} and {@code diagnostic}.
 */
package io.cosmosdataflow.definition.sql;
