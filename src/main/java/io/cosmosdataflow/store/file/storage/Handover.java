package io.cosmosdataflow.store.file.storage;

import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Hands an object to a DataSource V2 provider, which Spark makes by its class name and gives nothing but
 * texts: the text is a token for the object. So keys never become options of a plan.
 */
public final class Handover<T> {

    private final ConcurrentMap<String, T> waiting = new ConcurrentHashMap<>();

    public String put(T object) {
        String token = UUID.randomUUID().toString();
        waiting.put(token, object);
        return token;
    }

    public T get(String token) {
        T object = waiting.get(token);
        if (object == null) {
            throw new IllegalStateException(
                    "Nothing waits under this token; the provider is for this product's own use.");
        }
        return object;
    }

    public void remove(String token) {
        waiting.remove(token);
    }
}
