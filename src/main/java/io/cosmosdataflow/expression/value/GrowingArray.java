package io.cosmosdataflow.expression.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Objects;

/**
 * An array to which items are appended one by one. Each time gives another array, so that whoever has one sees it grow
 * no more; they share their items, so that it takes the same time however many there are. Not to be changed.
 */
public final class GrowingArray extends ArrayNode {

    private static final long serialVersionUID = 1L;

    private final transient Items items;

    private GrowingArray(Items items) {
        super(JsonNodeFactory.instance, items);
        this.items = items;
    }

    /** @param array an array, or null, which has no items */
    public static GrowingArray of(JsonNode array) {
        if (array instanceof GrowingArray growing) {
            return growing;
        }
        JsonNode[] copy = new JsonNode[array.size()];
        Arrays.setAll(copy, array::get);
        return new GrowingArray(new Items(new Shared(copy), copy, copy.length));
    }

    public GrowingArray with(JsonNode item) {
        return new GrowingArray(items.with(item));
    }

    /** The items of the longest of the arrays. */
    private static final class Shared {

        private JsonNode[] all;
        private int used;

        Shared(JsonNode[] all) {
            this.all = all;
            this.used = all.length;
        }

        /** Null if another array has gone on from the same items. */
        synchronized Items append(int size, JsonNode item) {
            if (size != used) {
                return null;
            }
            if (used == all.length) {
                all = Arrays.copyOf(all, Math.max(16, used * 2));
            }
            all[used++] = item;
            return new Items(this, all, used);
        }
    }

    private static final class Items extends AbstractList<JsonNode> {

        private final Shared shared;
        private final JsonNode[] all;
        private final int size;

        Items(Shared shared, JsonNode[] all, int size) {
            this.shared = shared;
            this.all = all;
            this.size = size;
        }

        Items with(JsonNode item) {
            Items appended = shared.append(size, item);
            if (appended != null) {
                return appended;
            }
            // Another array has gone on from this one already.
            JsonNode[] own = Arrays.copyOf(all, size + 1);
            own[size] = item;
            return new Items(new Shared(own), own, own.length);
        }

        @Override
        public JsonNode get(int index) {
            return all[Objects.checkIndex(index, size)];
        }

        @Override
        public int size() {
            return size;
        }
    }
}
