/**
 * What has to be known of a document's text without changing it: its id, its partition key values, where its
 * system properties stand, and whether two texts hold the same document.
 *
 * <p>Imports Jackson only.
 */
package io.cosmosdataflow.store.cosmos.document;
