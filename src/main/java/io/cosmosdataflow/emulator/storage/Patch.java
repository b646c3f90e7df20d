package io.cosmosdataflow.emulator.storage;

import com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.emulator.protocol.ServiceError;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

/**
 * A partial update: the operations in order, and the condition that the document must meet.
 *
 * <p>Values that no operation names keep their text. Source: Microsoft Learn, "Partial document update in Azure
 * Cosmos DB".
 */
public final class Patch {

    private static final int MOST_OPERATIONS = 10;

    private final List<Step> steps;
    private final String condition;
    private final BiPredicate<String, JsonNode> conditions;

    private record Step(String name, List<String> path, List<String> from, Object value, boolean hasValue) {}

    private Patch(List<Step> steps, String condition, BiPredicate<String, JsonNode> conditions) {
        this.steps = steps;
        this.condition = condition;
        this.conditions = conditions;
    }

    /**
     * Reads {@code {"operations": [..], "condition": ".."}}, or the list of operations alone.
     *
     * @param conditions decides whether a document meets a condition such as {@code from c where c.x = 1}
     */
    public static Patch parse(byte[] source, int offset, int length, BiPredicate<String, JsonNode> conditions) {
        Object body = RawJson.parse(source, offset, length);
        Object listed = body instanceof Map<?, ?> object ? object.get("operations") : body;
        if (!(listed instanceof List<?> operations) || operations.isEmpty()) {
            throw ServiceError.badRequest("The patch request has no operations.");
        }
        if (operations.size() > MOST_OPERATIONS) {
            throw ServiceError.badRequest("The number of patch operations can't exceed '" + MOST_OPERATIONS + "'.");
        }
        List<Step> steps = new ArrayList<>();
        for (Object operation : operations) {
            if (!(operation instanceof Map<?, ?> fields)) {
                throw ServiceError.badRequest("A patch operation must be an object.");
            }
            String name = String.valueOf(RawJson.string(fields.get("op")));
            steps.add(new Step(
                    name,
                    pointer(RawJson.string(fields.get("path"))),
                    name.equals("move") ? pointer(RawJson.string(fields.get("from"))) : List.of(),
                    fields.get("value"),
                    fields.containsKey("value")));
        }
        String condition = body instanceof Map<?, ?> object ? RawJson.string(object.get("condition")) : null;
        return new Patch(List.copyOf(steps), condition, conditions);
    }

    private static List<String> pointer(String path) {
        if (path == null || path.length() < 2 || path.charAt(0) != '/') {
            throw ServiceError.badRequest("The path of a patch operation must start with '/': '" + path + "'.");
        }
        List<String> names = new ArrayList<>();
        for (String name : path.substring(1).split("/", -1)) {
            names.add(name.replace("~1", "/").replace("~0", "~"));
        }
        return names;
    }

    /** The patched document; 412 with sub-status 1110 where the condition is not met, 400 for an impossible path. */
    byte[] apply(byte[] document) {
        if (condition != null && !conditions.test(condition, Json.parse(document))) {
            throw ServiceError.of(
                    412,
                    ServiceError.PATCH_CONDITION_FAILED,
                    "Condition specified in the patch request is not satisfied. ");
        }
        Object root = RawJson.parse(document, 0, document.length);
        for (Step step : steps) {
            apply(root, step);
        }
        return RawJson.write(root);
    }

    private static void apply(Object root, Step step) {
        switch (step.name()) {
            case "add" -> put(root, step.path(), value(step), true);
            case "set" -> put(root, step.path(), value(step), false);
            case "replace" -> {
                get(root, step.path());
                put(root, step.path(), value(step), false);
            }
            case "remove" -> remove(root, step.path());
            case "incr", "increment" -> increment(root, step);
            case "move" -> {
                Object moved = get(root, step.from());
                remove(root, step.from());
                put(root, step.path(), moved, true);
            }
            default -> throw ServiceError.badRequest("Unknown patch operation '" + step.name() + "'.");
        }
    }

    private static Object value(Step step) {
        if (!step.hasValue()) {
            throw ServiceError.badRequest("The patch operation '" + step.name() + "' needs a value.");
        }
        return step.value();
    }

    private static void increment(Object root, Step step) {
        if (!(value(step) instanceof RawJson.Scalar by) || !by.isNumber()) {
            throw ServiceError.badRequest("The value of a patch operation 'incr' must be a number.");
        }
        Object current = find(parent(root, step.path()), last(step.path()));
        if (current == null) {
            put(root, step.path(), by, false);
            return;
        }
        if (!(current instanceof RawJson.Scalar number) || !number.isNumber()) {
            throw ServiceError.badRequest(
                    "The patch operation 'incr' needs a number at '" + String.join("/", step.path()) + "'.");
        }
        String sum = number.isIntegral() && by.isIntegral()
                ? new BigInteger(number.text()).add(new BigInteger(by.text())).toString()
                : new BigDecimal(number.text()).add(new BigDecimal(by.text())).toString();
        put(root, step.path(), new RawJson.Scalar(sum), false);
    }

    private static Object get(Object root, List<String> path) {
        Object value = find(parent(root, path), last(path));
        if (value == null) {
            throw missing(path);
        }
        return value;
    }

    private static Object find(Object parent, String name) {
        if (parent instanceof Map<?, ?> object) {
            return object.get(name);
        }
        if (parent instanceof List<?> array) {
            int index = index(name, array.size());
            return index < array.size() ? array.get(index) : null;
        }
        return null;
    }

    private static Object parent(Object root, List<String> path) {
        Object at = root;
        for (String name : path.subList(0, path.size() - 1)) {
            at = find(at, name);
            if (at == null) {
                throw missing(path);
            }
        }
        return at;
    }

    @SuppressWarnings("unchecked") // RawJson makes maps of strings and lists of objects only
    private static void put(Object root, List<String> path, Object value, boolean inserts) {
        Object parent = parent(root, path);
        String name = last(path);
        if (parent instanceof Map<?, ?> object) {
            ((Map<String, Object>) object).put(name, value);
        } else if (parent instanceof List<?> list) {
            List<Object> array = (List<Object>) list;
            int index = index(name, array.size());
            if (inserts || index == array.size()) {
                array.add(index, value);
            } else {
                array.set(index, value);
            }
        } else {
            throw missing(path);
        }
    }

    private static void remove(Object root, List<String> path) {
        get(root, path);
        Object parent = parent(root, path);
        if (parent instanceof Map<?, ?> object) {
            object.remove(last(path));
        } else if (parent instanceof List<?> array) {
            array.remove(index(last(path), array.size()));
        }
    }

    private static int index(String name, int size) {
        if (name.equals("-")) {
            return size;
        }
        int index = name.matches("0|[1-9][0-9]{0,8}") ? Integer.parseInt(name) : -1;
        if (index < 0 || index > size) {
            throw ServiceError.badRequest("The array index '" + name + "' of a patch operation is out of bounds.");
        }
        return index;
    }

    private static String last(List<String> path) {
        return path.get(path.size() - 1);
    }

    private static ServiceError missing(List<String> path) {
        return ServiceError.badRequest(
                "For Replace and Remove operations, and for what lies below a path, the path must exist: '/"
                        + String.join("/", path) + "' does not.");
    }
}
