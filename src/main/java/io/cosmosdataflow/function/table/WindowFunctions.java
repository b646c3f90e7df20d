package io.cosmosdataflow.function.table;

import static org.apache.spark.sql.functions.call_udf;
import static org.apache.spark.sql.functions.cume_dist;
import static org.apache.spark.sql.functions.dense_rank;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.ntile;
import static org.apache.spark.sql.functions.rank;
import static org.apache.spark.sql.functions.row_number;

import io.cosmosdataflow.function.Call;
import io.cosmosdataflow.function.ConstantArguments;
import io.cosmosdataflow.function.Example;
import io.cosmosdataflow.function.Function;
import io.cosmosdataflow.function.Function.Kind;
import io.cosmosdataflow.function.FunctionFamily;
import io.cosmosdataflow.function.TypeRule;
import io.cosmosdataflow.function.Types;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;

/** Places in a sorted window. Spark's own frames are meant; {@link Call#over} gives these functions no other. */
final class WindowFunctions {

    private WindowFunctions() {}

    static List<Function> all() {
        return new FunctionFamily("Window", Kind.WINDOW)
                .add(
                        "rowNumber() -> integer",
                        "The number of the row, from 1.",
                        call -> call.over(row_number()),
                        new Example("rowNumber()", "1, 2, 3, 4"))
                // The page of 2019 has rank(<value1> : any, ...), with the sentences of Spark's own rank, whose
                // arguments
                // give way to the window's order; today's page has no arguments.
                .add(
                        "rank(values... any) -> integer",
                        "The place of the row, from 1; after equal rows, places are left out. The window's order counts, "
                                + "and the values have no effect.",
                        call -> call.over(rank()),
                        new Example("rank()", "1, 2, 2, 4"),
                        new Example("rank(amount, 1)", "1, 2, 2, 4"))
                .add(
                        "denseRank(values... any) -> integer",
                        "The place of the row, from 1; no place is left out. The window's order counts, and the values "
                                + "have no effect.",
                        call -> call.over(dense_rank()),
                        new Example("denseRank()", "1, 2, 2, 3"),
                        new Example("denseRank(amount, 1)", "1, 2, 2, 3"))
                // The page says integer, and describes a fraction, which Spark's is.
                .add(
                        "cumeDist() -> double",
                        "The part of the rows that come before this one or are equal to it, above 0 and up to 1.",
                        call -> call.over(cume_dist()),
                        new Example("cumeDist()", "0.25, 0.75, 0.75, 1.0"))
                // The page does not say what nTile() is; Spark's default is one bucket.
                .add(
                        "nTile(buckets?! integral) -> integer",
                        "The number of the row's bucket, from 1, when the rows are spread over so many buckets; "
                                + "the number must be a constant.",
                        WindowFunctions::bucket,
                        new Example("nTile()", "1, 1, 1, 1"),
                        new Example("nTile(3)", "1, 1, 2, 3"))
                .add(
                        "lag(value any, rows?! integral, otherwise? any) -> any",
                        TypeRule.same(0),
                        "The value so many rows before, 1 if it is not said; otherwise NULL or the last argument.",
                        call -> shifted("lag", call),
                        new Example("lag(amount, 2)", "NULL, NULL, 8, 20"),
                        new Example("lag(amount, 2000, 100)", "100, 100, 100, 100"))
                .add(
                        "lead(value any, rows?! integral, otherwise? any) -> any",
                        TypeRule.same(0),
                        "The value so many rows after, 1 if it is not said; otherwise NULL or the last argument.",
                        call -> shifted("lead", call),
                        new Example("lead(amount, 2)", "20, 32, NULL, NULL"),
                        new Example("lead(amount, 2000, 100)", "100, 100, 100, 100"))
                .functions();
    }

    private static Column bucket(Call call) {
        if (call.size() == 0) {
            return call.over(ntile(1));
        }
        Optional<Integer> buckets = ConstantArguments.number(call, 0).map(Number::intValue);
        if (buckets.isPresent() && buckets.get() < 1) {
            return lit(null).cast(DataTypes.IntegerType);
        }
        return call.over(buckets.map(count -> ntile(count))
                .orElseGet(() -> call_udf("ntile", call.column(0).cast(DataTypes.IntegerType))));
    }

    /** By name, because Spark's Java function takes no Column as the last argument. */
    private static Column shifted(String name, Call call) {
        if (Types.isUnknown(call.type(0))) {
            return lit(null);
        }
        Column rows = call.size() > 1
                ? ConstantArguments.number(call, 1)
                        .map(count -> lit(count.intValue()))
                        .orElseGet(() -> call.column(1).cast(DataTypes.IntegerType))
                : lit(1);
        Stream<Column> otherwise = call.size() > 2 ? Stream.of(call.column(2).cast(call.result())) : Stream.empty();
        return call.over(call_udf(
                name, Stream.concat(Stream.of(call.column(0), rows), otherwise).toArray(Column[]::new)));
    }
}
