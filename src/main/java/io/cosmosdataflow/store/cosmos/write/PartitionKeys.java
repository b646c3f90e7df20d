package io.cosmosdataflow.store.cosmos.write;

import azure_cosmos_spark.com.azure.cosmos.implementation.ImplementationBridgeHelpers.PartitionKeyHelper;
import azure_cosmos_spark.com.azure.cosmos.implementation.Undefined;
import azure_cosmos_spark.com.azure.cosmos.implementation.routing.PartitionKeyInternal;
import azure_cosmos_spark.com.azure.cosmos.models.PartitionKey;
import io.cosmosdataflow.store.cosmos.document.KeyValue;
import java.util.List;

/** Turns the values of partition key properties into the SDK's keys; a missing property stays missing. */
final class PartitionKeys {

    private PartitionKeys() {}

    static PartitionKey of(List<KeyValue> values) {
        Object[] parts = values.stream().map(PartitionKeys::part).toArray();
        return PartitionKeyHelper.getPartitionKeyAccessor()
                .toPartitionKey(PartitionKeyInternal.fromObjectArray(parts, false));
    }

    private static Object part(KeyValue value) {
        if (value instanceof KeyValue.Text text) {
            return text.value();
        }
        if (value instanceof KeyValue.Number number) {
            return number.value();
        }
        if (value instanceof KeyValue.Flag flag) {
            return flag.value();
        }
        return value instanceof KeyValue.Null ? null : Undefined.value();
    }
}
