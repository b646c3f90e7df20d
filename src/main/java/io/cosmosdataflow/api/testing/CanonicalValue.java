package io.cosmosdataflow.api.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampType;

/**
 * Values of which equal ones look the same: numbers without superfluous zeros, objects without members that are
 * null, timestamps in one form.
 */
final class CanonicalValue {

    private CanonicalValue() {}

    /** @param type of the column, or of the part of it */
    static JsonNode of(JsonNode value, DataType type) {
        if (value.isObject()) {
            return object(value, type);
        }
        if (value.isArray()) {
            DataType element = type instanceof ArrayType array ? array.elementType() : DataTypes.NullType;
            ArrayNode items = JsonNodeFactory.instance.arrayNode();
            value.forEach(item -> items.add(of(item, element)));
            return items;
        }
        if (value.isNumber()) {
            BigDecimal number = value.decimalValue();
            return DecimalNode.valueOf(number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros());
        }
        return value.isTextual() && type instanceof TimestampType
                ? timestamp(value.textValue()).<JsonNode>map(TextNode::valueOf).orElse(value)
                : value;
    }

    private static ObjectNode object(JsonNode value, DataType type) {
        ObjectNode members = JsonNodeFactory.instance.objectNode();
        value.fields().forEachRemaining(member -> {
            if (!member.getValue().isNull()) {
                members.set(member.getKey(), of(member.getValue(), member(type, member.getKey())));
            }
        });
        return members;
    }

    static DataType member(DataType type, String name) {
        if (type instanceof MapType map) {
            return map.valueType();
        }
        return type instanceof StructType struct && struct.getFieldIndex(name).isDefined()
                ? struct.apply(name).dataType()
                : DataTypes.NullType;
    }

    private static Optional<String> timestamp(String text) {
        String iso = text.replaceFirst(" ", "T");
        try {
            return Optional.of(OffsetDateTime.parse(iso).toInstant().toString());
        } catch (DateTimeParseException withoutOffset) {
            try {
                return Optional.of(
                        LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC).toString());
            } catch (DateTimeParseException noTimestamp) {
                return Optional.empty();
            }
        }
    }
}
