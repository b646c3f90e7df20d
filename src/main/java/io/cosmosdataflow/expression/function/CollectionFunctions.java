package io.cosmosdataflow.expression.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.cosmosdataflow.expression.value.Comparisons;
import io.cosmosdataflow.expression.value.Texts;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Functions over arrays, objects, and texts as rows of characters. */
final class CollectionFunctions {

    private CollectionFunctions() {}

    static List<PipelineFunction> all() {
        return new PipelineFunctionFamily("Collection")
                .add(
                        "contains(collection, value)",
                        "Whether a text has a part, an array an item, or an object a property.",
                        CollectionFunctions::contains)
                .add("empty(collection)", "Whether there is nothing in it.", CollectionFunctions::empty)
                .add(
                        "first(collection)",
                        "The first item or character; null if there is none.",
                        arguments -> at(arguments, true))
                .add(
                        "intersection(collection, collection, ...)",
                        "The items that are in all arrays, or the properties that are in all objects.",
                        CollectionFunctions::intersection)
                .add("join(array, delimiter)", "The items as one text.", CollectionFunctions::join)
                .add(
                        "last(collection)",
                        "The last item or character; null if there is none.",
                        arguments -> at(arguments, false))
                .add("length(collection)", "How many items or characters there are.", CollectionFunctions::length)
                .add("skip(collection, count)", "All but so many from the front.", arguments -> {
                    int count = count(arguments);
                    return part(arguments, count, Integer.MAX_VALUE);
                })
                .add(
                        "take(collection, count)",
                        "So many from the front.",
                        arguments -> part(arguments, 0, count(arguments)))
                .add(
                        "union(collection, collection, ...)",
                        "The items that are in any array, or the properties of any object; the last one wins.",
                        CollectionFunctions::union)
                .functions();
    }

    private static JsonNode contains(Arguments arguments) {
        JsonNode collection = arguments.value(0);
        if (collection.isArray()) {
            return BooleanNode.valueOf(has(collection, arguments.value(1)));
        }
        if (collection.isObject()) {
            return BooleanNode.valueOf(collection.has(arguments.text(1)));
        }
        return BooleanNode.valueOf(arguments.text(0).contains(arguments.text(1)));
    }

    private static JsonNode empty(Arguments arguments) {
        JsonNode collection = arguments.value(0);
        if (collection.isNumber() || collection.isBoolean()) {
            throw arguments.wrong(0, "a text, an array or an object");
        }
        return BooleanNode.valueOf(
                collection.isTextual() ? collection.textValue().isEmpty() : collection.isEmpty());
    }

    private static JsonNode at(Arguments arguments, boolean first) {
        JsonNode collection = arguments.value(0);
        if (collection.isArray()) {
            JsonNode item = collection.get(first ? 0 : collection.size() - 1);
            return item == null ? NullNode.getInstance() : item;
        }
        String text = sequence(arguments);
        if (text.isEmpty()) {
            return TextNode.valueOf("");
        }
        int index = first ? 0 : text.length() - 1;
        return TextNode.valueOf(text.substring(index, index + 1));
    }

    private static JsonNode intersection(Arguments arguments) {
        List<JsonNode> collections = sameKind(arguments);
        JsonNode start = collections.get(0);
        List<JsonNode> others = collections.subList(1, collections.size());
        if (start.isArray()) {
            ArrayNode common = JsonNodeFactory.instance.arrayNode();
            start.forEach(item -> {
                if (!has(common, item) && others.stream().allMatch(other -> has(other, item))) {
                    common.add(item);
                }
            });
            return common;
        }
        ObjectNode common = JsonNodeFactory.instance.objectNode();
        JsonNode last = collections.get(collections.size() - 1);
        start.fieldNames().forEachRemaining(name -> {
            if (others.stream().allMatch(other -> other.has(name))) {
                common.set(name, last.get(name));
            }
        });
        return common;
    }

    private static JsonNode union(Arguments arguments) {
        List<JsonNode> collections = sameKind(arguments);
        if (collections.get(0).isArray()) {
            ArrayNode all = JsonNodeFactory.instance.arrayNode();
            collections.forEach(collection -> collection.forEach(item -> {
                if (!has(all, item)) {
                    all.add(item);
                }
            }));
            return all;
        }
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        collections.forEach(
                collection -> collection.fields().forEachRemaining(field -> all.set(field.getKey(), field.getValue())));
        return all;
    }

    private static List<JsonNode> sameKind(Arguments arguments) {
        boolean arrays = arguments.value(0).isArray();
        for (int i = 0; i < arguments.size(); i++) {
            if (arrays ? !arguments.value(i).isArray() : !arguments.value(i).isObject()) {
                throw arguments.wrong(i, arrays ? "an array as the first is" : "an object, or all must be arrays");
            }
        }
        return arguments.all();
    }

    private static JsonNode join(Arguments arguments) {
        if (!arguments.value(0).isArray()) {
            throw arguments.wrong(0, "an array");
        }
        return TextNode.valueOf(StreamSupport.stream(arguments.value(0).spliterator(), false)
                .map(Texts::of)
                .collect(Collectors.joining(arguments.text(1))));
    }

    private static JsonNode length(Arguments arguments) {
        JsonNode collection = arguments.value(0);
        return IntNode.valueOf(
                collection.isArray() ? collection.size() : sequence(arguments).length());
    }

    private static int count(Arguments arguments) {
        int count = arguments.integer(1);
        if (count < 0) {
            throw arguments.fault("the count " + count + " is less than 0");
        }
        return count;
    }

    private static JsonNode part(Arguments arguments, int from, int count) {
        JsonNode collection = arguments.value(0);
        if (collection.isArray()) {
            ArrayNode items = JsonNodeFactory.instance.arrayNode();
            StreamSupport.stream(collection.spliterator(), false)
                    .skip(from)
                    .limit(count)
                    .forEach(items::add);
            return items;
        }
        String text = sequence(arguments);
        int start = Math.min(from, text.length());
        int end = count > text.length() - start ? text.length() : start + count;
        return TextNode.valueOf(text.substring(start, end));
    }

    private static String sequence(Arguments arguments) {
        if (!arguments.value(0).isTextual()) {
            throw arguments.wrong(0, "a text or an array");
        }
        return arguments.text(0);
    }

    private static boolean has(JsonNode array, JsonNode item) {
        return StreamSupport.stream(array.spliterator(), false).anyMatch(each -> Comparisons.same(each, item));
    }
}
