package io.cosmosdataflow.store.cosmos.sdk;

import azure_cosmos_spark.com.fasterxml.jackson.core.JsonGenerator;
import azure_cosmos_spark.com.fasterxml.jackson.databind.JsonNode;
import azure_cosmos_spark.com.fasterxml.jackson.databind.SerializerProvider;
import azure_cosmos_spark.com.fasterxml.jackson.databind.node.ArrayNode;
import azure_cosmos_spark.com.fasterxml.jackson.databind.node.JsonNodeFactory;
import azure_cosmos_spark.com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.IOException;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;

/** Items of an array that notice every change. */
final class WatchedItems extends AbstractList<JsonNode> {

    private final List<JsonNode> items = new ArrayList<>();
    private boolean touched;

    /** An array over watched items. */
    static final class Watched extends ArrayNode {

        private final transient WatchedItems items;

        Watched(WatchedItems items) {
            super(JsonNodeFactory.instance, items);
            this.items = items;
        }

        @Override
        public String toString() {
            return WrittenText.array(this);
        }

        @Override
        public void serialize(JsonGenerator generator, SerializerProvider provider) throws IOException {
            if (generator instanceof TokenBuffer) {
                WrittenText.array(this, generator, provider);
            } else {
                generator.writeRawValue(toString());
            }
        }

        @Override
        public boolean equals(Object other) {
            return super.equals(other);
        }

        @Override
        public int hashCode() {
            return super.hashCode();
        }
    }

    /** Whether a node of ours, or anything in it, has been changed since it was read. */
    static boolean changed(JsonNode node) {
        if (node instanceof StoredObject object) {
            return object.changed();
        }
        return node instanceof Watched array
                && (array.items.touched || array.items.items.stream().anyMatch(WatchedItems::changed));
    }

    /** As it is read; no change. */
    void read(JsonNode item) {
        items.add(item);
    }

    @Override
    public JsonNode get(int index) {
        return items.get(index);
    }

    @Override
    public int size() {
        return items.size();
    }

    @Override
    public void add(int index, JsonNode item) {
        touched = true;
        items.add(index, item);
    }

    @Override
    public JsonNode set(int index, JsonNode item) {
        touched = true;
        return items.set(index, item);
    }

    @Override
    public JsonNode remove(int index) {
        touched = true;
        return items.remove(index);
    }
}
