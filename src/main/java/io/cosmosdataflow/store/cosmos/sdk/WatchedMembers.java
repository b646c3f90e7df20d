package io.cosmosdataflow.store.cosmos.sdk;

import azure_cosmos_spark.com.fasterxml.jackson.databind.JsonNode;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/** Members of an object that are loaded late and notice every change, whichever way it is made. */
abstract class WatchedMembers extends AbstractMap<String, JsonNode> {

    private Map<String, JsonNode> loaded;
    private boolean touched;

    abstract Map<String, JsonNode> load();

    /** Whether a member was put, replaced or taken out, or something inside one was. */
    final boolean changed() {
        return touched || loaded != null && loaded.values().stream().anyMatch(WatchedItems::changed);
    }

    private Map<String, JsonNode> loaded() {
        if (loaded == null) {
            loaded = load();
        }
        return loaded;
    }

    @Override
    public JsonNode get(Object name) {
        return loaded().get(name);
    }

    @Override
    public boolean containsKey(Object name) {
        return loaded().containsKey(name);
    }

    @Override
    public JsonNode put(String name, JsonNode value) {
        touched = true;
        return loaded().put(name, value);
    }

    @Override
    public JsonNode remove(Object name) {
        touched |= loaded().containsKey(name);
        return loaded().remove(name);
    }

    @Override
    public Set<Entry<String, JsonNode>> entrySet() {
        return new Entries(loaded().entrySet());
    }

    private final class Entries extends AbstractSet<Entry<String, JsonNode>> {

        private final Set<Entry<String, JsonNode>> entries;

        Entries(Set<Entry<String, JsonNode>> entries) {
            this.entries = entries;
        }

        @Override
        public int size() {
            return entries.size();
        }

        @Override
        public Iterator<Entry<String, JsonNode>> iterator() {
            Iterator<Entry<String, JsonNode>> iterator = entries.iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return iterator.hasNext();
                }

                @Override
                public Entry<String, JsonNode> next() {
                    return new Watched(iterator.next());
                }

                @Override
                public void remove() {
                    touched = true;
                    iterator.remove();
                }
            };
        }
    }

    private final class Watched extends SimpleEntry<String, JsonNode> {

        private final transient Entry<String, JsonNode> entry;

        Watched(Entry<String, JsonNode> entry) {
            super(entry);
            this.entry = entry;
        }

        @Override
        public JsonNode setValue(JsonNode value) {
            touched = true;
            entry.setValue(value);
            return super.setValue(value);
        }
    }
}
