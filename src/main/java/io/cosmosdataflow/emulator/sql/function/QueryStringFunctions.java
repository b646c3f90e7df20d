package io.cosmosdataflow.emulator.sql.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cosmosdataflow.emulator.sql.value.Values;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Functions on texts. Source: Microsoft Learn, "String functions"; positions start at 0. */
final class QueryStringFunctions {
    /** The longest text that REPLICATE makes. */
    private static final int MAX_REPLICATED = 10_000;

    private QueryStringFunctions() {}

    static final List<QueryFunction> ALL = List.of(
            new QueryFunction("CONCAT", 2, QueryFunction.MANY, QueryStringFunctions::concat),
            search("CONTAINS", String::contains),
            search("ENDSWITH", String::endsWith),
            new QueryFunction("INDEX_OF", 2, 3, QueryStringFunctions::indexOf),
            part("LEFT", (text, count) -> text.substring(0, count)),
            QueryFunction.ofText("LENGTH", text -> Values.number(text.length())),
            QueryFunction.ofText("LOWER", text -> QueryFunction.text(text.toLowerCase(Locale.ROOT))),
            trim("LTRIM", true, false),
            new QueryFunction("REGEXMATCH", 2, 3, QueryStringFunctions::regexMatch),
            QueryFunction.ofTexts(
                    "REPLACE",
                    3,
                    values -> QueryFunction.text(
                            values[0].textValue().replace(values[1].textValue(), values[2].textValue()))),
            QueryFunction.fixed("REPLICATE", 2, QueryStringFunctions::replicate),
            QueryFunction.ofText(
                    "REVERSE",
                    text -> QueryFunction.text(new StringBuilder(text).reverse().toString())),
            part("RIGHT", (text, count) -> text.substring(text.length() - count)),
            trim("RTRIM", false, true),
            search("STARTSWITH", String::startsWith),
            search("STRINGEQUALS", String::equals),
            QueryFunction.fixed("StringJoin", 2, QueryStringFunctions::join),
            QueryFunction.ofTexts("StringSplit", 2, QueryStringFunctions::split),
            QueryFunction.fixed("SUBSTRING", 3, QueryStringFunctions::substring),
            trim("TRIM", true, true),
            QueryFunction.ofText("UPPER", text -> QueryFunction.text(text.toUpperCase(Locale.ROOT))));

    private static JsonNode concat(JsonNode[] values) {
        StringBuilder out = new StringBuilder();
        for (JsonNode value : values) {
            if (!QueryFunction.isText(value)) {
                return null;
            }
            out.append(value.textValue());
        }
        return QueryFunction.text(out.toString());
    }

    /** A text in a text; a third argument that is true ignores the case of letters. */
    private static QueryFunction search(String name, BiPredicate<String, String> test) {
        return new QueryFunction(name, 2, 3, values -> {
            if (!QueryFunction.isText(values[0]) || !QueryFunction.isText(values[1])) {
                return null;
            }
            String text = values[0].textValue();
            String wanted = values[1].textValue();
            if (values.length == 3) {
                if (values[2] == null || !values[2].isBoolean()) {
                    return null;
                }
                if (values[2].booleanValue()) {
                    text = text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
                    wanted = wanted.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
                }
            }
            return Values.bool(test.test(text, wanted));
        });
    }

    private static JsonNode indexOf(JsonNode[] values) {
        Long start = values.length == 3 ? Values.integer(values[2]) : Long.valueOf(0);
        if (!QueryFunction.isText(values[0]) || !QueryFunction.isText(values[1]) || start == null || start < 0) {
            return null;
        }
        int from = (int) Math.min(start, Integer.MAX_VALUE);
        return Values.number(values[0].textValue().indexOf(values[1].textValue(), from));
    }

    @FunctionalInterface
    private interface Part {
        String of(String text, int count);
    }

    private static QueryFunction part(String name, Part part) {
        return QueryFunction.fixed(name, 2, values -> {
            Long count = Values.integer(values[1]);
            if (!QueryFunction.isText(values[0]) || count == null) {
                return null;
            }
            String text = values[0].textValue();
            return QueryFunction.text(part.of(text, (int) Math.max(0, Math.min(count, text.length()))));
        });
    }

    /** White space, or the characters of the second argument. */
    private static QueryFunction trim(String name, boolean left, boolean right) {
        return new QueryFunction(name, 1, 2, values -> {
            if (!QueryFunction.isText(values[0]) || values.length == 2 && !QueryFunction.isText(values[1])) {
                return null;
            }
            String text = values[0].textValue();
            String set = values.length == 2 ? values[1].textValue() : null;
            int start = 0;
            int end = text.length();
            while (left && start < end && isTrimmed(text.charAt(start), set)) {
                start++;
            }
            while (right && end > start && isTrimmed(text.charAt(end - 1), set)) {
                end--;
            }
            return QueryFunction.text(text.substring(start, end));
        });
    }

    private static boolean isTrimmed(char c, String set) {
        return set == null ? Character.isWhitespace(c) : set.indexOf(c) >= 0;
    }

    private static JsonNode regexMatch(JsonNode[] values) {
        String modifiers = "";
        if (values.length == 3) {
            if (!QueryFunction.isText(values[2])) {
                return null;
            }
            modifiers = values[2].textValue();
        }
        if (!QueryFunction.isText(values[0]) || !QueryFunction.isText(values[1])) {
            return null;
        }
        int flags = 0;
        for (int i = 0; i < modifiers.length(); i++) {
            switch (modifiers.charAt(i)) {
                case 'i' -> flags |= Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
                case 'm' -> flags |= Pattern.MULTILINE;
                case 's' -> flags |= Pattern.DOTALL;
                case 'x' -> flags |= Pattern.COMMENTS;
                default -> {
                    return null;
                }
            }
        }
        Pattern pattern = RegexCache.pattern(values[1].textValue(), flags);
        return pattern == null ? null : Values.bool(PatientText.finds(pattern, values[0].textValue()));
    }

    /** The last pattern of each thread: a query asks for the same one document after document. */
    private record RegexCache(String text, int flags, Pattern pattern) {
        private static final ThreadLocal<RegexCache> LAST = new ThreadLocal<>();

        /** Null where the text is no regular expression. */
        static Pattern pattern(String text, int flags) {
            RegexCache last = LAST.get();
            if (last == null || last.flags != flags || !last.text.equals(text)) {
                last = new RegexCache(text, flags, compile(text, flags));
                LAST.set(last);
            }
            return last.pattern;
        }

        private static Pattern compile(String text, int flags) {
            try {
                return Pattern.compile(text, flags);
            } catch (PatternSyntaxException | StackOverflowError e) {
                return null;
            }
        }
    }

    private static JsonNode replicate(JsonNode[] values) {
        Long times = Values.integer(values[1]);
        if (!QueryFunction.isText(values[0]) || times == null || times < 0) {
            return null;
        }
        String text = values[0].textValue();
        return times * text.length() > MAX_REPLICATED || times > MAX_REPLICATED
                ? null
                : QueryFunction.text(text.repeat(times.intValue()));
    }

    private static JsonNode join(JsonNode[] values) {
        if (values[0] == null || !values[0].isArray() || !QueryFunction.isText(values[1])) {
            return null;
        }
        StringJoiner out = new StringJoiner(values[1].textValue());
        for (JsonNode item : values[0]) {
            if (!item.isTextual()) {
                return null;
            }
            out.add(item.textValue());
        }
        return QueryFunction.text(out.toString());
    }

    private static JsonNode split(JsonNode[] values) {
        String separator = values[1].textValue();
        ArrayNode parts = JsonNodeFactory.instance.arrayNode();
        String text = values[0].textValue();
        if (separator.isEmpty()) {
            return parts.add(text);
        }
        int at = 0;
        for (int next = text.indexOf(separator); next >= 0; next = text.indexOf(separator, at)) {
            parts.add(text.substring(at, next));
            at = next + separator.length();
        }
        return parts.add(text.substring(at));
    }

    private static JsonNode substring(JsonNode[] values) {
        Long start = Values.integer(values[1]);
        Long length = Values.integer(values[2]);
        if (!QueryFunction.isText(values[0]) || start == null || length == null) {
            return null;
        }
        String text = values[0].textValue();
        if (start < 0 || start >= text.length() || length <= 0) {
            return QueryFunction.text("");
        }
        int from = start.intValue();
        return QueryFunction.text(
                text.substring(from, (int) Math.min(text.length(), from + Math.min(length, text.length()))));
    }
}
