package io.cosmosdataflow.function.table;

import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.cosmosdataflow.function.Builtin;
import io.cosmosdataflow.function.Call;
import io.cosmosdataflow.function.ConstantArguments;
import io.cosmosdataflow.function.Example;
import io.cosmosdataflow.function.Function;
import io.cosmosdataflow.function.Function.Kind;
import io.cosmosdataflow.function.FunctionFamily;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;

/** Texts taken apart and tested by patterns: Java's regular expressions, and those of LIKE. */
final class PatternFunctions {

    private static final String META = "\\.[]{}()<>*+-=!?^$|";

    /** More groups than that do not occur where the pattern is not written as a constant. */
    private static final int MOST_GROUPS = 9;

    private PatternFunctions() {}

    static List<Function> all() {
        FunctionFamily family = new FunctionFamily("Text patterns", Kind.SCALAR);
        tests(family);
        pieces(family);
        return family.functions();
    }

    private static void tests(FunctionFamily family) {
        family.add(
                        "regexMatch(text string, pattern string) -> boolean",
                        "Whether a regular expression fits somewhere in the text; ^ and $ bind it to the ends.",
                        PatternFunctions::fits,
                        new Example("regexMatch('200.50', '(\\\\d+).(\\\\d+)')", "true"),
                        new Example("regexMatch('200.50', `(\\d+).(\\d+)`)", "true"))
                .add(
                        "rlike(text string, pattern string) -> boolean",
                        "Whether a regular expression fits somewhere in the text, like regexMatch.",
                        PatternFunctions::fits,
                        new Example("rlike('200.50', `(\\d+).(\\d+)`)", "true"),
                        new Example("rlike('bogus', `M[0-9]+.*`)", "false"))
                .add(
                        "like(text string, pattern string) -> boolean",
                        "Whether the text is as the pattern, in which _ stands for any character, % for any number of"
                                + " them, and \\ takes these meanings away.",
                        call -> Builtin.call("like", call.column(0), likePattern(call)),
                        new Example("like('icecream', 'ice%')", "true"));
    }

    private static void pieces(FunctionFamily family) {
        family.add(
                        "regexReplace(text string, pattern string, replacement string) -> string",
                        "The text with another text wherever a regular expression fits; $1 is its first group.",
                        call -> Builtin.call("regexp_replace", call.column(0), call.column(1), call.column(2)),
                        new Example("regexReplace('100 and 200', '(\\\\d+)', 'bojjus')", "'bojjus and bojjus'"),
                        new Example("regexReplace('100 and 200', `(\\d+)`, 'gunchus')", "'gunchus and gunchus'"))
                .add(
                        "regexExtract(text string, pattern string, group? integral) -> string",
                        "What a group of a regular expression, the first one if not told, has found; group 0 is the"
                                + " whole find. Empty if nothing is found, NULL if there is no such group.",
                        PatternFunctions::extract,
                        new Example(
                                "regexExtract('Cost is between 600 and 800 dollars', '(\\\\d+) and (\\\\d+)', 2)",
                                "'800'"),
                        new Example(
                                "regexExtract('Cost is between 600 and 800 dollars', `(\\d+) and (\\d+)`, 2)", "'800'"))
                .add(
                        "regexSplit(text string, pattern string) -> string[]",
                        "The pieces between the places where a regular expression fits, empty ones too.",
                        call -> Builtin.call("split", call.column(0), call.column(1), lit(-1)),
                        new Example("regexSplit('bojjusAgunchusBdumbo', `[CAB]`)", "['bojjus', 'gunchus', 'dumbo']"),
                        new Example(
                                "regexSplit('bojjusAgunchusBdumboC', `[CAB]`)", "['bojjus', 'gunchus', 'dumbo', '']"),
                        new Example("(regexSplit('bojjusAgunchusBdumboC', `[CAB]`)[1])", "'bojjus'"),
                        new Example("isNull(regexSplit('bojjusAgunchusBdumboC', `[CAB]`)[20])", "true"))
                .add(
                        "split(text string, delimiter string) -> string[]",
                        "The pieces between delimiters, empty ones too.",
                        call -> Builtin.call("split", call.column(0), quoted(call), lit(-1)),
                        new Example("split('bojjus,guchus,dumbo', ',')", "['bojjus', 'guchus', 'dumbo']"),
                        new Example("split('bojjus,guchus,dumbo', '|')", "['bojjus,guchus,dumbo']"),
                        new Example("split('bojjus, guchus, dumbo', ', ')", "['bojjus', 'guchus', 'dumbo']"),
                        new Example("split('bojjus, guchus, dumbo', ', ')[1]", "'bojjus'"),
                        new Example("isNull(split('bojjus, guchus, dumbo', ', ')[0])", "true"),
                        new Example("isNull(split('bojjus, guchus, dumbo', ', ')[20])", "true"),
                        new Example("split('bojjusguchusdumbo', ',')", "['bojjusguchusdumbo']"));
    }

    private static Column fits(Call call) {
        return Builtin.call("rlike", call.column(0), call.column(1));
    }

    private static Column extract(Call call) {
        Optional<Integer> group =
                call.size() > 2 ? ConstantArguments.number(call, 2).map(Number::intValue) : Optional.of(1);
        Optional<Integer> groups = ConstantArguments.text(call, 1).flatMap(PatternFunctions::groups);
        if (group.isPresent() && groups.isPresent()) {
            return group.get() < 0 || group.get() > groups.get()
                    ? Builtin.nothing(DataTypes.StringType)
                    : Builtin.call("regexp_extract", call.column(0), call.column(1), lit(group.get()));
        }
        // Spark fails on a group that the expression does not have; empty groups behind it do no harm.
        Column pattern = concat(call.column(1), lit("()".repeat(MOST_GROUPS)));
        Column index = call.size() > 2 ? call.column(2).cast(DataTypes.IntegerType) : lit(1);
        Column safe = when(index.between(0, MOST_GROUPS), index);
        return Builtin.call("regexp_extract", call.column(0), pattern, safe);
    }

    private static Optional<Integer> groups(String regex) {
        try {
            return Optional.of(Pattern.compile(regex).matcher("").groupCount());
        } catch (PatternSyntaxException | StackOverflowError e) {
            return Optional.empty();
        }
    }

    /** The delimiter as a regular expression; one character stays short, for which Java has a fast way. */
    private static Column quoted(Call call) {
        Optional<String> constant = ConstantArguments.text(call, 1);
        if (constant.isEmpty()) {
            Column inside = Builtin.call("replace", call.column(1), lit("\\E"), lit("\\E\\\\E\\Q"));
            return when(call.column(1).equalTo(""), "")
                    .when(call.column(1).isNotNull(), concat(lit("\\Q"), inside, lit("\\E")));
        }
        String delimiter = constant.get();
        if (delimiter.length() <= 1) {
            return lit(!delimiter.isEmpty() && META.contains(delimiter) ? "\\" + delimiter : delimiter);
        }
        return lit(Pattern.quote(delimiter));
    }

    /** Spark fails on a backslash before any other character; here it stands for itself. */
    private static Column likePattern(Call call) {
        return ConstantArguments.text(call, 1)
                .map(pattern -> lit(escaped(pattern)))
                .orElseGet(() -> call.column(1));
    }

    private static String escaped(String pattern) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char character = pattern.charAt(i);
            escaped.append(character);
            if (character == '\\') {
                boolean escapes = i + 1 < pattern.length() && "\\_%".indexOf(pattern.charAt(i + 1)) >= 0;
                escaped.append(escapes ? pattern.charAt(++i) : '\\');
            }
        }
        return escaped.toString();
    }
}
