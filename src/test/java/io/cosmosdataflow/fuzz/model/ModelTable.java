package io.cosmosdataflow.fuzz.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Columns and rows; a row has its values in the order of the columns. */
public record ModelTable(List<Column> columns, List<List<Object>> rows) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'");
    private static final Pattern FRACTION = Pattern.compile("(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d)(\\.\\d+)Z");
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(com.fasterxml.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .setNodeFactory(JsonNodeFactory.withExactBigDecimals(true));

    public record Column(String name, ModelType type) {}

    int index(String name) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    List<Column> of(java.util.function.Predicate<ModelType> types) {
        return columns.stream().filter(column -> types.test(column.type())).toList();
    }

    /** One document a line; a NULL is written or left out, as {@code nulls} says for each. */
    String documents(java.util.function.BooleanSupplier nulls) {
        StringBuilder lines = new StringBuilder();
        for (List<Object> row : rows) {
            ObjectNode document = JsonNodeFactory.withExactBigDecimals(true).objectNode();
            for (int i = 0; i < columns.size(); i++) {
                if (row.get(i) != null || nulls.getAsBoolean()) {
                    document.set(columns.get(i).name(), node(row.get(i)));
                }
            }
            lines.append(document).append('\n');
        }
        return lines.toString();
    }

    private static JsonNode node(Object value) {
        JsonNodeFactory nodes = JsonNodeFactory.withExactBigDecimals(true);
        if (value == null) {
            return nodes.nullNode();
        }
        if (value instanceof Integer number) {
            return nodes.numberNode(number);
        }
        if (value instanceof Long number) {
            return nodes.numberNode(number);
        }
        if (value instanceof Double number) {
            return nodes.numberNode(number);
        }
        if (value instanceof BigDecimal number) {
            return nodes.numberNode(number);
        }
        if (value instanceof Boolean flag) {
            return nodes.booleanNode(flag);
        }
        if (value instanceof List<?> items) {
            ArrayNode array = nodes.arrayNode();
            items.forEach(item -> array.add(node(item)));
            return array;
        }
        return nodes.textNode(text(value));
    }

    private static String text(Object value) {
        return value instanceof Instant instant ? TIME.format(instant.atOffset(ZoneOffset.UTC)) : String.valueOf(value);
    }

    /** The rows, each as one text in which numbers of equal value are equal and NULL is no member; sorted. */
    List<String> bag() {
        List<String> bag = new ArrayList<>();
        for (List<Object> row : rows) {
            TreeMap<String, String> members = new TreeMap<>();
            for (int i = 0; i < columns.size(); i++) {
                if (row.get(i) != null) {
                    members.put(columns.get(i).name(), canonical(node(row.get(i))));
                }
            }
            bag.add(members.toString());
        }
        bag.sort(null);
        return bag;
    }

    /** The same of documents that a sink has written, or of rows in memory, whose marks are no columns. */
    public static List<String> bag(List<String> documents) {
        List<String> bag = new ArrayList<>();
        for (String line : documents) {
            try {
                TreeMap<String, String> members = new TreeMap<>();
                JSON.readTree(line).fields().forEachRemaining(member -> {
                    if (!member.getValue().isNull() && !member.getKey().startsWith("$$")) {
                        members.put(member.getKey(), canonical(member.getValue()));
                    }
                });
                bag.add(members.toString());
            } catch (JsonProcessingException e) {
                bag.add("no JSON: " + line);
            }
        }
        bag.sort(null);
        return bag;
    }

    private static String canonical(JsonNode value) {
        if (value.isNumber()) {
            return value.decimalValue().signum() == 0
                    ? "0"
                    : value.decimalValue().stripTrailingZeros().toString();
        }
        if (value.isArray()) {
            List<String> items = new ArrayList<>();
            value.forEach(item -> items.add(canonical(item)));
            return items.toString();
        }
        // Rows in memory have three digits of the second, documents as many as they need.
        Matcher time = FRACTION.matcher(value.asText());
        return value.isTextual() && time.matches()
                ? '"' + time.group(1) + time.group(2).replaceFirst("\\.?0*$", "") + "Z\""
                : value.toString();
    }

    /** The order of the language: texts by their bytes, NULL first; -1, 0 or 1. */
    @SuppressWarnings("unchecked")
    static int compare(Object left, Object right) {
        if (left == null || right == null) {
            return left == right ? 0 : left == null ? -1 : 1;
        }
        if (left instanceof String text) {
            return Integer.signum(Arrays.compareUnsigned(
                    text.getBytes(StandardCharsets.UTF_8), ((String) right).getBytes(StandardCharsets.UTF_8)));
        }
        if (left instanceof LocalDate day) {
            return Integer.signum(day.compareTo((LocalDate) right));
        }
        return Integer.signum(((Comparable<Object>) left).compareTo(right));
    }
}
