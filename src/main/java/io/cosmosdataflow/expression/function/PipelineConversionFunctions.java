package io.cosmosdataflow.expression.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.cosmosdataflow.definition.json.JsonReader;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.expression.value.Binary;
import io.cosmosdataflow.expression.value.Texts;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Conversions between the types of JSON, and of texts from and to base64, data URIs and URI components. */
final class PipelineConversionFunctions {

    private static final Pattern DATA_URI = Pattern.compile("(?is)data:([^,]*?)(;base64)?,(.*)");

    private PipelineConversionFunctions() {}

    static List<PipelineFunction> all() {
        PipelineFunctionFamily family = new PipelineFunctionFamily("Conversion");
        types(family);
        texts(family);
        return family.functions();
    }

    private static void types(PipelineFunctionFamily family) {
        family.add("array(value)", "An array of this one value.", PipelineConversionFunctions::array)
                .add(
                        "bool(value)",
                        "A boolean of true or false in any case, or of a number.",
                        PipelineConversionFunctions::bool)
                .addLazy(
                        "coalesce(value, ...)",
                        "The first value that is not null.",
                        PipelineConversionFunctions::coalesce)
                .add("createArray(value, ...)", "An array of these values.", PipelineConversionFunctions::array)
                .add(
                        "float(value)",
                        "A decimal number, of a text for instance.",
                        arguments -> PipelineMathFunctions.node(number(arguments), false))
                .add("int(value)", "A whole number, of a text for instance.", PipelineConversionFunctions::integer)
                .add("json(text)", "The value of a text in JSON or XML.", PipelineConversionFunctions::json)
                .add(
                        "string(value)",
                        "The value as a text; objects and arrays as JSON.",
                        arguments -> TextNode.valueOf(Texts.of(arguments.value(0))));
    }

    private static void texts(PipelineFunctionFamily family) {
        family.add(
                        "base64(value)",
                        "The base64 form of a text.",
                        arguments -> TextNode.valueOf(Texts.base64(bytes(arguments))))
                .add(
                        "base64ToBinary(text)",
                        "The bytes of a base64 text.",
                        arguments -> Binary.of(Binary.OCTETS, Binary.decode(arguments.text(0))))
                .add("base64ToString(text)", "The text of a base64 text.", PipelineConversionFunctions::base64Text)
                .add("binary(value)", "The bytes of a text.", arguments -> Binary.of(Binary.OCTETS, bytes(arguments)))
                .add("dataUri(value)", "The data URI of a text.", PipelineConversionFunctions::dataUri)
                .add("dataUriToBinary(uri)", "The bytes of a data URI.", PipelineConversionFunctions::dataUriBinary)
                .add(
                        "dataUriToString(uri)",
                        "The text of a data URI.",
                        arguments -> TextNode.valueOf(Texts.of(dataUriBinary(arguments))))
                .add("decodeBase64(text)", "The text of a base64 text.", PipelineConversionFunctions::base64Text)
                .add("decodeDataUri(uri)", "The bytes of a data URI.", PipelineConversionFunctions::dataUriBinary)
                .add(
                        "decodeUriComponent(text)",
                        "The text without its %-escapes.",
                        arguments -> TextNode.valueOf(decodeUri(arguments)))
                .add("encodeUriComponent(text)", "The text with %-escapes.", PipelineConversionFunctions::encodeUri)
                .add("uriComponent(text)", "The text with %-escapes.", PipelineConversionFunctions::encodeUri)
                .add(
                        "uriComponentToBinary(text)",
                        "The bytes of a text with %-escapes.",
                        arguments ->
                                Binary.of(Binary.OCTETS, decodeUri(arguments).getBytes(StandardCharsets.UTF_8)))
                .add(
                        "uriComponentToString(text)",
                        "The text without its %-escapes.",
                        arguments -> TextNode.valueOf(decodeUri(arguments)));
    }

    private static JsonNode array(Arguments arguments) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        arguments.all().forEach(array::add);
        return array;
    }

    private static JsonNode bool(Arguments arguments) {
        JsonNode value = arguments.value(0);
        if (value.isBoolean()) {
            return value;
        }
        if (value.isNumber()) {
            return BooleanNode.valueOf(value.decimalValue().signum() != 0);
        }
        return switch (arguments.text(0).trim().toLowerCase(Locale.ROOT)) {
            case "true", "1" -> BooleanNode.TRUE;
            case "false", "0" -> BooleanNode.FALSE;
            default -> throw arguments.fault("the text is neither true nor false");
        };
    }

    private static JsonNode coalesce(Arguments arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            if (!arguments.value(i).isNull()) {
                return arguments.value(i);
            }
        }
        return NullNode.getInstance();
    }

    private static JsonNode integer(Arguments arguments) {
        BigDecimal number = number(arguments);
        if (arguments.value(0).isTextual() && number.stripTrailingZeros().scale() > 0) {
            throw arguments.fault("the text is not a whole number");
        }
        return PipelineMathFunctions.node(number, true);
    }

    private static BigDecimal number(Arguments arguments) {
        JsonNode value = arguments.value(0);
        if (value.isNumber()) {
            return value.decimalValue();
        }
        if (value.isBoolean()) {
            return BigDecimal.valueOf(value.booleanValue() ? 1 : 0);
        }
        String digits = arguments.text(0).trim();
        if (!digits.matches("[+-]?(\\d{1,400}\\.?\\d{0,400}|\\.\\d{1,400})([eE][+-]?\\d{1,3})?")) {
            throw arguments.fault("the text is not a number");
        }
        return new BigDecimal(digits);
    }

    private static JsonNode json(Arguments arguments) {
        JsonNode value = arguments.value(0);
        if (!value.isTextual() && !Binary.is(value)) {
            return value;
        }
        String text = Texts.of(value);
        if (text.stripLeading().startsWith("<")) {
            return Xml.toJson(Xml.parse(text));
        }
        try {
            return JsonReader.readLenient("json()", text).toNode();
        } catch (JobException e) {
            throw arguments.fault("the text is not valid JSON");
        }
    }

    private static JsonNode base64Text(Arguments arguments) {
        return TextNode.valueOf(new String(Binary.decode(arguments.text(0)), StandardCharsets.UTF_8));
    }

    private static byte[] bytes(Arguments arguments) {
        JsonNode value = arguments.value(0);
        return Binary.is(value) ? Binary.bytes(value) : Texts.of(value).getBytes(StandardCharsets.UTF_8);
    }

    private static JsonNode dataUri(Arguments arguments) {
        JsonNode value = arguments.value(0);
        String type = Binary.is(value) ? Binary.contentType(value).replace("; ", ";") : "text/plain;charset=utf-8";
        return TextNode.valueOf("data:" + type + ";base64," + Texts.base64(bytes(arguments)));
    }

    private static JsonNode dataUriBinary(Arguments arguments) {
        Matcher uri = DATA_URI.matcher(arguments.text(0));
        if (!uri.matches()) {
            throw arguments.fault("the text is not a data URI");
        }
        String type = uri.group(1).isEmpty()
                ? "text/plain; charset=US-ASCII"
                : uri.group(1).replaceAll("; *", "; ");
        return Binary.of(
                type,
                uri.group(2) == null
                        ? decoded(uri.group(3), arguments).getBytes(StandardCharsets.UTF_8)
                        : Binary.decode(uri.group(3)));
    }

    /** As .NET's Uri.EscapeDataString: only letters, digits and {@code -_.~} stay. */
    private static JsonNode encodeUri(Arguments arguments) {
        return TextNode.valueOf(URLEncoder.encode(arguments.text(0), StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~"));
    }

    private static String decodeUri(Arguments arguments) {
        return decoded(arguments.text(0), arguments);
    }

    private static String decoded(String text, Arguments arguments) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw arguments.fault("the text has a '%' that is not followed by two hexadecimal digits");
        }
    }
}
