package io.cosmosdataflow.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** Changes the JSON of a definition a little: members go, change their names, or have values of other places. */
final class Mutation {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Random random;
    private final TextDamage damage;
    private final List<JsonNode> pool = new ArrayList<>();

    /** @param definitions whose values may stand in for others */
    Mutation(Random random, List<String> definitions) {
        this.random = random;
        this.damage = new TextDamage(random, definitions);
        for (String text : definitions) {
            try {
                JSON.readTree(text).forEach(this::gather);
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException(e);
            }
        }
    }

    private void gather(JsonNode value) {
        pool.add(value);
        value.forEach(this::gather);
    }

    /** Mostly JSON still; one in eight times the text itself is damaged. */
    String of(String text) {
        if (random.nextInt(8) == 0) {
            return damage.of(text);
        }
        try {
            JsonNode root = JSON.readTree(text);
            for (int left = 1 + random.nextInt(3); left > 0; left--) {
                List<JsonNode> containers = new ArrayList<>();
                containers(root, containers);
                change(containers.get(random.nextInt(containers.size())));
            }
            return JSON.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static void containers(JsonNode value, List<JsonNode> found) {
        if (value.isContainerNode()) {
            found.add(value);
            value.forEach(each -> containers(each, found));
        }
    }

    private void change(JsonNode container) {
        if (container.isEmpty()) {
            return;
        }
        int place = random.nextInt(container.size());
        if (container instanceof ArrayNode array) {
            switch (random.nextInt(4)) {
                case 0 -> array.remove(place);
                case 1 -> array.add(array.get(place).deepCopy());
                default -> put(array.get(place), value -> array.set(place, value));
            }
            return;
        }
        ObjectNode object = (ObjectNode) container;
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        String name = names.get(place);
        switch (random.nextInt(5)) {
            case 0 -> object.remove(name);
            case 1 -> object.set(
                    random.nextBoolean() ? name.toUpperCase(java.util.Locale.ROOT) : damage.of(name),
                    object.remove(name));
            default -> put(object.get(name), value -> object.set(name, value));
        }
    }

    private void put(JsonNode old, Consumer<JsonNode> place) {
        boolean text = old.isTextual() && random.nextInt(3) > 0;
        place.accept(text ? NODES.textNode(damage.of(old.textValue())) : another(old));
    }

    private JsonNode another(JsonNode old) {
        return switch (random.nextInt(12)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.booleanNode(random.nextBoolean());
            case 2 -> NODES.numberNode(random.nextInt(5) - 2);
            case 3 -> NODES.numberNode(new java.math.BigDecimal("1e30"));
            case 4 -> NODES.textNode(damage.token());
            case 5 -> NODES.arrayNode();
            case 6 -> NODES.objectNode();
            case 7 -> NODES.objectNode().put("value", "@concat('a', 1)").put("type", "Expression");
            case 8 -> NODES.arrayNode().add(old.deepCopy());
            case 9 -> NODES.objectNode().set("x", old.deepCopy());
            case 10 -> NODES.textNode("x".repeat(random.nextInt(3000)));
            default -> pool.get(random.nextInt(pool.size())).deepCopy();
        };
    }
}
