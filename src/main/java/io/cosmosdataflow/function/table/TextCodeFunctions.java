package io.cosmosdataflow.function.table;

import static org.apache.spark.sql.functions.udf;

import io.cosmosdataflow.function.Example;
import io.cosmosdataflow.function.Function;
import io.cosmosdataflow.function.Function.Kind;
import io.cosmosdataflow.function.FunctionFamily;
import io.cosmosdataflow.function.Similarity;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import org.apache.commons.text.StringEscapeUtils;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/** Texts as other notations write them, and how like two texts are. */
final class TextCodeFunctions {

    private TextCodeFunctions() {}

    static List<Function> all() {
        FunctionFamily family = new FunctionFamily("Text codes and likeness", Kind.SCALAR);
        codes(family);
        likeness(family);
        return family.functions();
    }

    private static void codes(FunctionFamily family) {
        UDF2<String, String, String> escape = TextCodeFunctions::escape;
        UDF2<String, String, String> unescape = TextCodeFunctions::unescape;
        UDF1<String, String> normalize = TextCodeFunctions::normalize;
        family.addUserDefined(
                        "escape(text string, format string) -> string",
                        "The text as it is written inside 'json', 'xml', 'ecmascript', 'html' or 'java'; NULL for"
                                + " another format.",
                        call -> udf(escape, DataTypes.StringType).apply(call.column(0), call.column(1)),
                        new Example("escape('<a & b>', 'xml')", "'&lt;a &amp; b&gt;'"))
                .addUserDefined(
                        "unescape(text string, format string) -> string",
                        "The text that is written so inside 'json', 'xml', 'ecmascript', 'html' or 'java'; NULL for"
                                + " another format.",
                        call -> udf(unescape, DataTypes.StringType).apply(call.column(0), call.column(1)),
                        new Example(
                                "unescape('{\\\\\\\\\\\"value\\\\\\\\\\\": 10}', 'json') == '{\\\\\\\"value\\\\\\\": 10}'",
                                "true"))
                .addUserDefined(
                        "normalize(text string) -> string",
                        "The text with accents as characters of their own behind their letters (Unicode form NFD).",
                        call -> udf(normalize, DataTypes.StringType).apply(call.column(0)),
                        new Example("regexReplace(normalize('bo\u00ffs'), `\\p{M}`, '')", "'boys'"))
                .add(
                        "soundex(text string) -> string",
                        "A code of a letter and three digits for how a word sounds in English.",
                        call -> functions.soundex(call.column(0)),
                        new Example("soundex('genius')", "'G520'"));
    }

    private static void likeness(FunctionFamily family) {
        family.add(
                        "levenshtein(left string, right string) -> integer",
                        "How many characters must be put in, taken out or replaced to make one text of the other.",
                        call -> functions.levenshtein(call.column(0), call.column(1)),
                        new Example("levenshtein('boys', 'girls')", "4"))
                .addUserDefined(
                        "jaroWinkler(left string, right string) -> double",
                        "How like two texts are, from 0 to 1 for the same text.",
                        call -> Similarity.jaroWinkler(call.column(0), call.column(1)),
                        new Example("jaroWinkler('frog', 'frog')", "1.0"))
                .addUserDefined(
                        "fuzzyCompare(left string, right string, percent double) -> boolean",
                        "Whether two texts are alike to so many percent: their Jaro-Winkler similarity without regard"
                                + " to upper and lower case; made for fuzzy joins.",
                        call -> Similarity.percent(call.column(0), call.column(1))
                                .geq(call.column(2)),
                        new Example("fuzzyCompare('Jon Smith', 'John Smith', 80.00)", "true"));
    }

    private static String escape(String text, String format) {
        if (text == null || format == null) {
            return null;
        }
        return switch (format.toLowerCase(Locale.ROOT)) {
            case "json" -> StringEscapeUtils.escapeJson(text);
            case "xml" -> StringEscapeUtils.escapeXml10(text);
            case "ecmascript" -> StringEscapeUtils.escapeEcmaScript(text);
            case "html" -> StringEscapeUtils.escapeHtml4(text);
            case "java" -> StringEscapeUtils.escapeJava(text);
            default -> null;
        };
    }

    private static String unescape(String text, String format) {
        if (text == null || format == null) {
            return null;
        }
        try {
            return switch (format.toLowerCase(Locale.ROOT)) {
                case "json" -> StringEscapeUtils.unescapeJson(text);
                case "xml" -> StringEscapeUtils.unescapeXml(text);
                case "ecmascript" -> StringEscapeUtils.unescapeEcmaScript(text);
                case "html" -> StringEscapeUtils.unescapeHtml4(text);
                case "java" -> StringEscapeUtils.unescapeJava(text);
                default -> null;
            };
        } catch (IllegalArgumentException e) {
            // A backslash and u without four digits.
            return null;
        }
    }

    private static String normalize(String text) {
        return text == null ? null : Normalizer.normalize(text, Normalizer.Form.NFD);
    }
}
