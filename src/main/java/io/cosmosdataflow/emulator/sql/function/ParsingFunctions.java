package io.cosmosdataflow.emulator.sql.function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.function.Predicate;

/** Values from texts and texts from values. Source: Microsoft Learn, "String functions". */
final class ParsingFunctions {
    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);

    private ParsingFunctions() {}

    static final List<QueryFunction> ALL = List.of(
            parse("StringToArray", JsonNode::isArray),
            parse("StringToBoolean", JsonNode::isBoolean),
            parse("StringToNull", JsonNode::isNull),
            parse("StringToNumber", JsonNode::isNumber),
            parse("StringToObject", JsonNode::isObject),
            QueryFunction.fixed("ToString", 1, values -> {
                if (values[0] == null) {
                    return null;
                }
                return values[0].isTextual() ? values[0] : QueryFunction.text(values[0].toString());
            }));

    /** Undefined where the text is not JSON of the wanted type. */
    private static QueryFunction parse(String name, Predicate<JsonNode> wanted) {
        return QueryFunction.ofText(name, text -> {
            try {
                JsonNode value = JSON.readValue(text);
                return wanted.test(value) ? value : null;
            } catch (JsonProcessingException e) {
                return null;
            }
        });
    }
}
