package io.cosmosdataflow.function.table;

import io.cosmosdataflow.function.Example;
import io.cosmosdataflow.function.Function;
import io.cosmosdataflow.function.Function.Kind;
import io.cosmosdataflow.function.FunctionFamily;
import java.util.List;
import java.util.stream.Stream;

/**
 * Functions about the stream: its columns, its rows' policies and errors, and caches. The analysis knows all of
 * them and puts a column, a name, a list of names or a row's mark in the place of the call.
 */
final class StreamFunctions {

    private StreamFunctions() {}

    static List<Function> all() {
        FunctionFamily columns = new FunctionFamily("Column and stream", Kind.STREAM);
        addByName(columns);
        addByPlace(columns);
        addNames(columns);
        FunctionFamily rows = new FunctionFamily("Row", Kind.STREAM);
        addPolicies(rows);
        addErrors(rows);
        FunctionFamily caches = new FunctionFamily("Cached lookup", Kind.STREAM);
        addCaches(caches);
        return Stream.of(columns, rows, caches)
                .flatMap(family -> family.functions().stream())
                .toList();
    }

    private static void addByName(FunctionFamily family) {
        family.addOfStream(
                        "byName(name string, stream? string) -> any",
                        "The column of this name, of a stream if one is named; NULL if there is none.",
                        called("toString(byName('parent'))"),
                        called("toLong(byName($debtCol))"),
                        called("toString(byName('Bogus Column', 'DeriveStream'))"))
                .addOfStream(
                        "byNames(names array, stream? string) -> any",
                        "The columns of these names; NULL if one of them is missing.",
                        called("toString(byNames(['parent', 'child']))"),
                        called("byNames(['income']) ? long"),
                        called("toLong(byNames($debtCols))"))
                .addOfStream(
                        "byOrigin(name string, origin? string) -> any",
                        "The column of this name that a stream further up has made; NULL if there is none.",
                        called("toString(byOrigin('ancestor', 'ancestorStream'))"))
                .addOfStream(
                        "byOrigins(names array, origin? string) -> any",
                        "The columns of these names that a stream further up has made.",
                        called("toString(byOrigins(['ancestor1', 'ancestor2'], 'ancestorStream'))"));
    }

    private static void addByPlace(FunctionFamily family) {
        family.addOfStream(
                        "byPosition(position integral) -> any",
                        "The column at this position, from 1; NULL if there is none.",
                        called("toString(byPosition(1))"),
                        called("toDecimal(byPosition(2), 10, 2)"))
                .addOfStream(
                        "byPath(path string, stream? string) -> any",
                        "What is found at a path through structures; NULL if there is nothing.",
                        called("byPath('grandpa.parent.child')"))
                .addOfStream(
                        "byItem(parent any, name string) -> any",
                        "The member of this name of a structure or of an array of structures; NULL if there is none.",
                        called("byItem( byName('customer'), 'orderItems') ? (itemName as string, itemQty as integer)"),
                        called("byItem( byItem( byName('customer'), 'orderItems'), 'itemName') ? string"))
                .addOfStream(
                        "expr(text string) -> any",
                        "What the expression in a text, a parameter for instance, gives.",
                        called("expr('price * discount')"))
                .addOfStream(
                        "syntax(value any) -> any",
                        "The column that is called as a function without arguments, such as true, is.",
                        called("syntax(true())"));
    }

    private static void addNames(FunctionFamily family) {
        family.addOfStream(
                        "columns(stream? string) -> any",
                        "The values of all columns, each as an argument of its own.",
                        called("columns()"),
                        called("columns('DeriveStream')"))
                .addOfStream(
                        "originColumns(stream string) -> any",
                        "The values of all columns that a stream further up has made, each as an argument of its own.",
                        called("array(toString(originColumns('source1')))"))
                .addOfStream(
                        "columnNames(stream? string, drifted? boolean) -> string[]",
                        "The names of all columns; with true of those only that came by schema drift.",
                        called("columnNames()"),
                        called("columnNames('DeriveStream')"),
                        called("columnNames('DeriveStream', true())"),
                        called("columnNames('', true())"))
                .addOfStream(
                        "hasColumn(name string, stream? string) -> boolean",
                        "Whether there is a column of this name.",
                        called("hasColumn('parent')"))
                .addOfStream(
                        "hasPath(path string, stream? string) -> boolean",
                        "Whether there is something at a path through structures.",
                        called("hasPath('grandpa.parent.child')"));
    }

    private static void addPolicies(FunctionFamily family) {
        addMark(family, "isInsert", "Whether the row is marked for insert");
        addMark(family, "isUpdate", "Whether the row is marked for update");
        addMark(family, "isUpsert", "Whether the row is marked for upsert");
        addMark(family, "isDelete", "Whether the row is marked for delete");
        addMark(family, "isIgnore", "Whether the row is marked to be ignored");
        addMark(family, "isError", "Whether the row has failed an assert");
        addMark(family, "isMatch", "Whether a lookup has found a row");
    }

    private static void addMark(FunctionFamily family, String name, String documentation) {
        family.addOfStream(
                name + "(input? integral) -> boolean",
                documentation + "; of two inputs, 1 (if it is not said) or 2.",
                called(name + "()"),
                called(name + "(1)"));
    }

    private static void addErrors(FunctionFamily family) {
        family.addOfStream(
                        "hasError(assertId? string) -> boolean",
                        "Whether the row has failed the assert of this name, or any.",
                        called("hasError('assert1')"),
                        called("hasError('assert2')"))
                .addOfStream(
                        "assertErrorMessages() -> map",
                        "The messages of the asserts that the row has failed, by their names.",
                        called("at(assertErrorMessages(), 'assert1')"));
    }

    private static void addCaches(FunctionFamily family) {
        family.addOfStream(
                        "lookup(keys... any) -> complex",
                        "The first row of a cache sink with these keys.",
                        called("cacheSink#lookup(movieId)"))
                .addOfStream(
                        "mlookup(keys... any) -> complex[]",
                        "All rows of a cache sink with these keys.",
                        called("cacheSink#mlookup(movieId)"))
                .addOfStream("output() -> complex", "The first row of a cache sink.", called("cacheSink#output()"))
                .addOfStream("outputs() -> complex[]", "All rows of a cache sink.", called("cacheSink#outputs()"));
    }

    /** What it gives depends on the stream. */
    private static Example called(String expression) {
        return new Example(expression, "");
    }
}
