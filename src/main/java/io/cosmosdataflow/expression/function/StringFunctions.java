package io.cosmosdataflow.expression.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.cosmosdataflow.expression.value.Texts;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Functions over texts. Positions start at 0. */
final class StringFunctions {

    private StringFunctions() {}

    static List<PipelineFunction> all() {
        return new PipelineFunctionFamily("String")
                .add("concat(text, ...)", "Joins texts, or arrays.", StringFunctions::concat)
                .add(
                        "endsWith(text, end)",
                        "Whether the text ends so; upper and lower case are the same.",
                        arguments -> BooleanNode.valueOf(lower(arguments, 0).endsWith(lower(arguments, 1))))
                .add(
                        "guid(format?)",
                        "A new random identifier, in the format N, D (default), B, P or X.",
                        StringFunctions::guid)
                .add(
                        "indexOf(text, part)",
                        "Where the part first occurs, or -1; upper and lower case are the same.",
                        arguments -> IntNode.valueOf(lower(arguments, 0).indexOf(lower(arguments, 1))))
                .add(
                        "lastIndexOf(text, part)",
                        "Where the part last occurs, or -1; upper and lower case are the same.",
                        arguments -> IntNode.valueOf(lower(arguments, 0).lastIndexOf(lower(arguments, 1))))
                .add(
                        "replace(text, part, other)",
                        "The text with another part in the place of each part.",
                        StringFunctions::replace)
                .add("split(text, delimiter)", "The parts of the text as an array.", StringFunctions::split)
                .add(
                        "startsWith(text, start)",
                        "Whether the text starts so; upper and lower case are the same.",
                        arguments -> BooleanNode.valueOf(lower(arguments, 0).startsWith(lower(arguments, 1))))
                .add(
                        "substring(text, start, length?)",
                        "So many characters from a position on, or all that follow.",
                        StringFunctions::substring)
                .add(
                        "toLower(text)",
                        "The text in lower case.",
                        arguments -> TextNode.valueOf(arguments.text(0).toLowerCase(Locale.ROOT)))
                .add(
                        "toUpper(text)",
                        "The text in upper case.",
                        arguments -> TextNode.valueOf(arguments.text(0).toUpperCase(Locale.ROOT)))
                .add(
                        "trim(text)",
                        "The text without blanks at its ends.",
                        arguments -> TextNode.valueOf(arguments.text(0).strip()))
                .functions();
    }

    private static JsonNode concat(Arguments arguments) {
        if (arguments.value(0).isArray()) {
            ArrayNode joined = JsonNodeFactory.instance.arrayNode();
            for (int i = 0; i < arguments.size(); i++) {
                if (!arguments.value(i).isArray()) {
                    throw arguments.wrong(i, "an array as the first is");
                }
                arguments.value(i).forEach(joined::add);
            }
            return joined;
        }
        return TextNode.valueOf(arguments.all().stream().map(Texts::of).collect(Collectors.joining()));
    }

    private static JsonNode guid(Arguments arguments) {
        String plain = UUID.randomUUID().toString();
        String digits = plain.replace("-", "");
        String format = arguments.text(0, "D");
        return TextNode.valueOf(
                switch (format.toUpperCase(Locale.ROOT)) {
                    case "D", "" -> plain;
                    case "N" -> digits;
                    case "B" -> "{" + plain + "}";
                    case "P" -> "(" + plain + ")";
                    case "X" -> hexadecimal(digits);
                    default -> throw arguments.fault("the format must be N, D, B, P or X");
                });
    }

    /** {@code {0xdddddddd,0xdddd,0xdddd,{0xdd,0xdd,..}}}, as .NET's Guid writes it. */
    private static String hexadecimal(String digits) {
        StringBuilder bytes = new StringBuilder();
        for (int i = 16; i < 32; i += 2) {
            bytes.append(i == 16 ? "0x" : ",0x").append(digits, i, i + 2);
        }
        return "{0x" + digits.substring(0, 8) + ",0x" + digits.substring(8, 12) + ",0x" + digits.substring(12, 16)
                + ",{" + bytes + "}}";
    }

    private static JsonNode replace(Arguments arguments) {
        if (arguments.text(1).isEmpty()) {
            throw arguments.fault("the part to replace is empty");
        }
        return TextNode.valueOf(arguments.text(0).replace(arguments.text(1), arguments.text(2)));
    }

    private static JsonNode split(Arguments arguments) {
        ArrayNode parts = JsonNodeFactory.instance.arrayNode();
        String text = arguments.text(0);
        String delimiter = arguments.text(1);
        if (delimiter.isEmpty()) {
            return parts.add(text);
        }
        for (String part : text.split(Pattern.quote(delimiter), -1)) {
            parts.add(part);
        }
        return parts;
    }

    private static JsonNode substring(Arguments arguments) {
        String text = arguments.text(0);
        int start = arguments.integer(1);
        if (start < 0 || start > text.length()) {
            throw arguments.fault(
                    "the start " + start + " is outside the text, which has " + text.length() + " characters");
        }
        int length = arguments.has(2) ? arguments.integer(2) : text.length() - start;
        if (length < 0 || length > text.length() - start) {
            throw arguments.fault(
                    "the text has " + text.length() + " characters; " + length + " from " + start + " on are too many");
        }
        return TextNode.valueOf(text.substring(start, start + length));
    }

    private static String lower(Arguments arguments, int index) {
        return arguments.text(index).toLowerCase(Locale.ROOT);
    }
}
