package io.cosmosdataflow.store.cosmos.sdk;

import azure_cosmos_spark.com.azure.cosmos.models.PartitionKey;
import io.cosmosdataflow.store.cosmos.document.KeyValue;
import java.lang.invoke.MethodHandle;
import java.util.List;

/** Turns the values of partition key properties into the SDK's keys; a missing property stays missing. */
public final class PartitionKeys {

    private static final MethodHandle KEY = SdkEntry.PARTITION_KEY.get();
    private static final Object MISSING = missing();

    private PartitionKeys() {}

    public static PartitionKey of(List<KeyValue> values) {
        Object[] parts = new Object[values.size()];
        for (int part = 0; part < parts.length; part++) {
            parts[part] = part(values.get(part));
        }
        try {
            return (PartitionKey) (Object) KEY.invokeExact(parts, false);
        } catch (Throwable e) {
            throw SdkFault.of(e);
        }
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
        return value instanceof KeyValue.Null ? null : MISSING;
    }

    private static Object missing() {
        try {
            return SdkEntry.MISSING_KEY_VALUE.get().invokeExact();
        } catch (Throwable e) {
            throw SdkFault.of(e);
        }
    }
}
