/**
 * Carries operations on documents to the service, in requests of many operations, and again where a request is lost.
 * In: operations, one after the other, and a judge of their answers. Out: for each operation, one decision of the judge
 * that ends it; operations on one item are done in their order.
 *
 * <p>Knows nothing of tasks, counts and rejects. Imports {@code store.cosmos.client}, {@code store.cosmos.document},
 * {@code store.cosmos.sdk} and the SDK.
 */
package io.cosmosdataflow.store.cosmos.write.bulk;
