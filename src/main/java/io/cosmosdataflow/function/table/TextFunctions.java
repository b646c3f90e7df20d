package io.cosmosdataflow.function.table;

import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lit;

import io.cosmosdataflow.function.Builtin;
import io.cosmosdataflow.function.Call;
import io.cosmosdataflow.function.Example;
import io.cosmosdataflow.function.Function;
import io.cosmosdataflow.function.Function.Kind;
import io.cosmosdataflow.function.FunctionFamily;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/** Texts, counted in characters (Unicode code points) from 1. */
final class TextFunctions {

    /** What is trimmed if nothing else is asked for. */
    private static final String WHITESPACE = " \t\n\r\f\u000B";

    private TextFunctions() {}

    static List<Function> all() {
        FunctionFamily family = new FunctionFamily("Text", Kind.SCALAR);
        joining(family);
        letters(family);
        parts(family);
        places(family);
        padding(family);
        trimming(family);
        replacing(family);
        return family.functions();
    }

    private static void joining(FunctionFamily family) {
        family.add(
                        "concat(first string, more... string) -> string",
                        "Joins texts; NULL if one is NULL.",
                        call -> concat(texts(call, 0)),
                        new Example("concat('dataflow', 'is', 'awesome')", "'dataflowisawesome'"),
                        new Example("'dataflow' + 'is' + 'awesome'", "'dataflowisawesome'"),
                        new Example("isNull('sql' + null)", "true"))
                .add(
                        "concatWS(separator string, more... string) -> string",
                        "Joins texts with a separator between them, without those that are NULL; NULL if the separator"
                                + " is.",
                        call -> joined(call),
                        new Example("concatWS(' ', 'dataflow', 'is', 'awesome')", "'dataflow is awesome'"),
                        new Example("isNull(concatWS(null, 'dataflow', 'is', 'awesome'))", "true"),
                        new Example("concatWS(' is ', 'dataflow', 'awesome')", "'dataflow is awesome'"))
                .add(
                        "length(text string) -> integer",
                        "How many characters the text has.",
                        call -> functions.length(call.column(0)),
                        new Example("length('dumbo')", "5"));
    }

    private static void letters(FunctionFamily family) {
        family.add(
                        "lower(text string) -> string",
                        "The text in lower case.",
                        call -> functions.lower(call.column(0)),
                        new Example("lower('GunChus')", "'gunchus'"))
                .add(
                        "upper(text string) -> string",
                        "The text in upper case.",
                        call -> functions.upper(call.column(0)),
                        new Example("upper('bojjus')", "'BOJJUS'"))
                .add(
                        "initCap(text string) -> string",
                        "The first letter of each word in upper case, all others in lower case.",
                        call -> functions.initcap(call.column(0)),
                        new Example("initCap('cool iceCREAM')", "'Cool Icecream'"))
                .add(
                        "reverse(text string) -> string",
                        "The characters from the last to the first.",
                        call -> functions.reverse(call.column(0)),
                        new Example("reverse('gunchus')", "'suhcnug'"))
                .add(
                        "char(code integral) -> string",
                        "The character with this number; of numbers beyond 255, the rest of a division by 256.",
                        call -> Builtin.call("char", call.column(0).cast(DataTypes.LongType)),
                        new Example("char(65)", "'A'"),
                        new Example("char(97)", "'a'"))
                .add(
                        "ascii(text string) -> integer",
                        "The number of the first character; 0 for an empty text.",
                        call -> functions.ascii(call.column(0)),
                        new Example("ascii('A')", "65"),
                        new Example("ascii('a')", "97"));
    }

    private static void parts(FunctionFamily family) {
        family.add(
                        "left(text string, length integral) -> string",
                        "The first characters.",
                        call -> call.column(0).substr(lit(1), integer(call, 1)),
                        new Example("left('bojjus', 2)", "'bo'"),
                        new Example("left('bojjus', 20)", "'bojjus'"))
                .add(
                        "right(text string, length integral) -> string",
                        "The last characters.",
                        call -> last(call.column(0), integer(call, 1)),
                        new Example("right('bojjus', 2)", "'us'"),
                        new Example("right('bojjus', 20)", "'bojjus'"))
                .add(
                        "substring(text string, start integral, length? integral) -> string",
                        "The characters from a place on, all or so many; empty behind the end. A negative place counts"
                                + " from the end.",
                        call -> call.column(0)
                                .substr(integer(call, 1), call.size() > 2 ? integer(call, 2) : lit(Integer.MAX_VALUE)),
                        new Example("substring('Cat in the hat', 5, 2)", "'in'"),
                        new Example("substring('Cat in the hat', 5, 100)", "'in the hat'"),
                        new Example("substring('Cat in the hat', 5)", "'in the hat'"),
                        new Example("substring('Cat in the hat', 100, 100)", "''"))
                .add(
                        "substringIndex(text string, delimiter string, count integral) -> string",
                        "What stands before so many delimiters, counted from the left, or behind them, counted from the"
                                + " right, if the count is negative.",
                        call -> Builtin.call("substring_index", call.column(0), call.column(1), integer(call, 2)),
                        new Example("substringIndex('111-222-333', '-', 1)", "'111'"),
                        new Example("substringIndex('111-222-333', '-', 2)", "'111-222'"),
                        new Example("substringIndex('111-222-333', '-', -1)", "'333'"),
                        new Example("substringIndex('111-222-333', '-', -2)", "'222-333'"))
                .add(
                        "dropLeft(text string, count integral) -> string",
                        "The text without its first characters.",
                        call -> call.column(0)
                                .substr(
                                        noLess(integer(call, 1)).plus(1).cast(DataTypes.IntegerType),
                                        lit(Integer.MAX_VALUE)),
                        new Example("dropLeft('bojjus', 2)", "'jjus'"),
                        new Example("dropLeft('cake', 10)", "''"))
                .add(
                        "dropRight(text string, count integral) -> string",
                        "The text without its last characters.",
                        call -> call.column(0)
                                .substr(
                                        lit(1),
                                        functions
                                                .length(call.column(0))
                                                .minus(noLess(integer(call, 1)))
                                                .cast(DataTypes.IntegerType)),
                        new Example("dropRight('bojjus', 2)", "'bojj'"),
                        new Example("dropRight('cake', 10)", "''"));
    }

    private static void places(FunctionFamily family) {
        family.add(
                        "instr(text string, part string) -> integer",
                        "Where a part of the text begins; 0 if it is not there.",
                        call -> Builtin.call("instr", call.column(0), call.column(1)),
                        new Example("instr('dumbo', 'mbo')", "3"),
                        new Example("instr('microsoft', 'o')", "5"),
                        new Example("instr('good', 'bad')", "0"))
                .add(
                        "locate(part string, text string, start? integral) -> integer",
                        "Where a part of the text begins, looked for from a place on; 0 if it is not there.",
                        call -> Builtin.call(
                                "locate", call.column(0), call.column(1), call.size() > 2 ? integer(call, 2) : lit(1)),
                        new Example("locate('mbo', 'dumbo')", "3"),
                        new Example("locate('o', 'microsoft', 6)", "7"),
                        new Example("locate('bad', 'good')", "0"))
                .add(
                        "startsWith(text string, part string) -> boolean",
                        "Whether the text begins with another.",
                        call -> call.column(0).startsWith(call.column(1)),
                        new Example("startsWith('dumbo', 'du')", "true"))
                .add(
                        "endsWith(text string, part string) -> boolean",
                        "Whether the text ends with another.",
                        call -> call.column(0).endsWith(call.column(1)),
                        new Example("endsWith('dumbo', 'mbo')", "true"));
    }

    private static void padding(FunctionFamily family) {
        family.add(
                        "lpad(text string, length integral, padding string) -> string",
                        "The text filled up on the left, or cut, to a length.",
                        call -> Builtin.call("lpad", call.column(0), integer(call, 1), call.column(2)),
                        new Example("lpad('dumbo', 10, '-')", "'-----dumbo'"),
                        new Example("lpad('dumbo', 4, '-')", "'dumb'"))
                .add(
                        "rpad(text string, length integral, padding string) -> string",
                        "The text filled up on the right, or cut, to a length.",
                        call -> Builtin.call("rpad", call.column(0), integer(call, 1), call.column(2)),
                        new Example("rpad('dumbo', 10, '-')", "'dumbo-----'"),
                        new Example("rpad('dumbo', 4, '-')", "'dumb'"),
                        new Example("rpad('dumbo', 8, '<>')", "'dumbo<><'"));
    }

    private static void trimming(FunctionFamily family) {
        family.add(
                        "trim(text string, characters? string) -> string",
                        "The text without such characters, or whitespace, at its ends.",
                        call -> trimmed("trim", call),
                        new Example("trim('  dumbo  ')", "'dumbo'"),
                        new Example("trim('!--!du!mbo!', '-!')", "'du!mbo'"))
                .add(
                        "ltrim(text string, characters? string) -> string",
                        "The text without such characters, or whitespace, at its beginning.",
                        call -> trimmed("ltrim", call),
                        new Example("ltrim('  dumbo  ')", "'dumbo  '"),
                        new Example("ltrim('!--!du!mbo!', '-!')", "'du!mbo!'"))
                .add(
                        "rtrim(text string, characters? string) -> string",
                        "The text without such characters, or whitespace, at its end.",
                        call -> trimmed("rtrim", call),
                        new Example("rtrim('  dumbo  ')", "'  dumbo'"),
                        new Example("rtrim('!--!du!mbo!', '-!')", "'!--!du!mbo'"));
    }

    private static void replacing(FunctionFamily family) {
        family.add(
                        "replace(text string, part string, replacement? string) -> string",
                        "The text with another text, or nothing, wherever a part stands.",
                        call -> Builtin.call(
                                "replace", call.column(0), call.column(1), call.size() > 2 ? call.column(2) : lit("")),
                        new Example("replace('doggie dog', 'dog', 'cat')", "'catgie cat'"),
                        new Example("replace('doggie dog', 'dog', '')", "'gie '"),
                        new Example("replace('doggie dog', 'dog')", "'gie '"))
                .add(
                        "translate(text string, from string, to string) -> string",
                        "The text with each character of one list replaced by the one at its place in another; without"
                                + " one there, it falls out.",
                        call -> Builtin.call("translate", call.column(0), call.column(1), call.column(2)),
                        new Example("translate('(bojjus)', '()', '[]')", "'[bojjus]'"),
                        new Example("translate('(gunchus)', '()', '[')", "'[gunchus'"));
    }

    private static Column joined(Call call) {
        // Functions of Spark's API take the separator as a constant only.
        return Builtin.call("concat_ws", texts(call, 0));
    }

    private static Column[] texts(Call call, int first) {
        return IntStream.range(first, call.size()).mapToObj(call::column).toArray(Column[]::new);
    }

    private static Column integer(Call call, int index) {
        return call.column(index).cast(DataTypes.IntegerType);
    }

    private static Column noLess(Column count) {
        return functions.when(count.isNotNull(), greatest(count, lit(0)));
    }

    private static Column last(Column text, Column length) {
        Column shown = noLess(length);
        return functions
                .when(shown.gt(0), text.substr(negated(shown), lit(Integer.MAX_VALUE)))
                .when(shown.equalTo(0).and(text.isNotNull()), lit(""));
    }

    private static Column negated(Column length) {
        return functions.negate(length).cast(DataTypes.IntegerType);
    }

    private static Column trimmed(String function, Call call) {
        return Builtin.call(function, call.size() > 1 ? call.column(1) : lit(WHITESPACE), call.column(0));
    }
}
