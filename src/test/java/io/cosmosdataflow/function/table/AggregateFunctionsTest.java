package io.cosmosdataflow.function.table;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.testing.SharedSpark;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateExpression;
import org.apache.spark.sql.catalyst.expressions.aggregate.HyperLogLogPlusPlus;
import org.apache.spark.sql.expressions.Window;
import org.junit.jupiter.api.Test;

class AggregateFunctionsTest {

    private static final Column K = typed("k", "string");
    private static final Column V = typed("v", "int");
    private static final Column D = typed("d", "decimal(5,2)");
    private static final Column NULL = lit(null);
    private static final Column SMALL = col("v").lt(3).cast("boolean");

    @Test
    void nullCountsWhereItIsSaid() {
        new BuiltCalls()
                .add("rows", "5", "count")
                .add("values", "4", "count", V)
                .add("values that are all there", "3", "count", K, V)
                .add("NULLs", "0", "count", NULL)
                .add("all", "5", "countAll", V)
                .add("on condition", "3", "countIf", SMALL)
                .add("values on condition", "2", "countIf", SMALL, K)
                .add("different", "3", "countDistinct", V)
                .add("different pairs", "2", "countDistinct", K, V)
                .add("different with NULL", "4", "countAllDistinct", V)
                .add("different pairs with NULL", "4", "countAllDistinct", K, V)
                .add("not distinct", "false", "isDistinct", V)
                .add("distinct NULLs", "true", "isDistinct", NULL)
                .check(rows());
    }

    @Test
    void anErrorThatSparkRefusesIsTheNearestItTakes() {
        assertThat(error(V)).isEqualTo(0.05);
        assertThat(error(V, 0.1)).isEqualTo(0.1);
        assertThat(error(V, 0.0)).isEqualTo(0.01);
        assertThat(error(V, 0.99)).isEqualTo(0.39);
        new BuiltCalls().add("about", "3", "approxDistinctCount", V, 0.2).check(rows());
    }

    private static double error(Object... arguments) {
        Expression count = BuiltCalls.build("approxDistinctCount", arguments).expr();
        return ((HyperLogLogPlusPlus) ((AggregateExpression) count).aggregateFunction()).relativeSD();
    }

    @Test
    void numbersAreSummedInWiderTypes() {
        new BuiltCalls()
                .add("sum", "7", "sum", V)
                .add("sum of decimals", "1.75", "sum", D)
                .add("sum of floats", "7.0", "sum", V.cast("float"))
                .add("sum of NULL", "NULL", "sum", NULL)
                .add("sum on condition", "4", "sumIf", SMALL, V)
                .add("sum of nothing", "NULL", "sumIf", lit(false), V)
                .add("sum of different ones", "6", "sumDistinct", V)
                .add("sum of different ones on condition", "3", "sumDistinctIf", SMALL, V)
                .add("average", "1.75", "avg", V)
                .add("average of decimals", "0.437500", "mean", D)
                .add("average of NULL", "NULL", "avg", NULL)
                .add("greatest", "3", "max", V)
                .add("greatest text", "'b'", "max", K)
                .add("greatest NULL", "NULL", "max", NULL)
                .add("least decimal", "0.25", "min", D)
                .add("greatest on condition", "2", "maxIf", SMALL, V)
                .add("least NULL on condition", "NULL", "minIf", SMALL, NULL)
                .check(rows());
    }

    @Test
    void statisticsOfTooFewValuesAreNull() {
        Column one = col("v").equalTo(3).cast("boolean");
        new BuiltCalls()
                .add("deviation of one value", "NULL", "stddevIf", one, V)
                .add("deviation of one value as a population", "0.0", "stddevPopulationIf", one, V)
                .add("variance of one value", "NULL", "varianceSampleIf", one, V)
                .add("covariance of one pair", "NULL", "covarianceSampleIf", one, V, D)
                .add("skewness of NULL", "NULL", "skewness", NULL)
                .add("covariance with NULL", "NULL", "covariancePopulation", V, NULL)
                .check(rows());
    }

    @Test
    void firstAndLastValuesMayLeaveNullOut() {
        new BuiltCalls()
                .add("first", "'a'", "first", K)
                .add("last", "NULL", "last", K)
                .add("last one that is not NULL", "'b'", "last", K, true)
                .add(
                        "last one by a constant column",
                        "'b'",
                        "last",
                        K,
                        lit(false).or(lit(true)).cast("boolean"))
                .add("first NULL", "NULL", "first", NULL, true)
                .check(rows().coalesce(1));
    }

    @Test
    void collectionsKeepNull() {
        new BuiltCalls()
                .add("all", "['a', 'a', 'b', NULL, NULL]", "collect", K)
                .add("NULLs", "[NULL, NULL, NULL, NULL, NULL]", "collect", NULL)
                .add("the greatest", "['b', NULL]", "topN", K, V, 2)
                .add("more than there are", "['b', NULL, 'a', 'a', NULL]", "topN", K, V, 9L)
                .add("none", "[]", "topN", K, V, 0)
                .add("fewer than none", "NULL", "topN", K, V, -1)
                .check(rows().coalesce(1));
        Row unique = rows().select(BuiltCalls.build("collectUnique", K)).head();
        assertThat(unique.<String>getList(0)).containsExactlyInAnyOrder("a", "b", null);
    }

    @Test
    void aggregatesWorkOverWindows() {
        UnaryOperator<Column> over =
                aggregate -> aggregate.over(Window.orderBy(col("i")).rowsBetween(Window.unboundedPreceding(), 0));
        Dataset<Row> last = rows().select(
                        build(over, "countDistinct", K, V).as("a"),
                        build(over, "countAllDistinct", K).as("b"),
                        build(over, "isDistinct", V).as("c"),
                        build(over, "sumDistinct", V).as("d"),
                        build(over, "sumDistinct", D).as("e"),
                        build(over, "collect", K).as("f"),
                        build(over, "avg", V).as("g"),
                        col("i"));

        assertThat(last.orderBy("i").collectAsList().stream().map(Row::mkString).toList())
                .hasSize(5);
        Row row = last.orderBy(col("i").desc()).head();
        assertThat(row.get(0)).isEqualTo(2L);
        assertThat(row.get(1)).isEqualTo(3L);
        assertThat(row.get(2)).isEqualTo(false);
        assertThat(row.get(3)).isEqualTo(6L);
        assertThat(row.get(4)).hasToString("1.50");
        assertThat(row.<String>getList(5)).containsExactly("a", "a", "b", null, null);
        assertThat(row.get(6)).isEqualTo(1.75);
        assertThat(last.orderBy("i").head().get(3)).isEqualTo(1L);
    }

    @Test
    void placesInWindowsTakeConstantsOnly() {
        UnaryOperator<Column> over = aggregate -> aggregate.over(Window.orderBy(col("i")));
        Dataset<Row> placed = rows().select(
                        col("i"),
                        build(over, "lag", K).as("a"),
                        build(over, "lag", K, 2, "none").as("b"),
                        build(over, "lag", V, -1, "7").as("c"),
                        build(over, "lead", K, lit(1).plus(1).cast("int"), NULL).as("d"),
                        build(over, "nTile", 2).as("e"),
                        build(over, "nTile", 0).as("f"),
                        build(over, "lag", NULL, 1, 5).as("g"),
                        build(over, "lead", D, 9, V).as("h"));

        List<String> texts = placed.orderBy("i").collectAsList().stream()
                .map(row -> row.mkString("|"))
                .toList();
        assertThat(texts)
                .containsExactly(
                        "1|null|none|1|b|1|null|null|1.00",
                        "2|a|none|3|null|1|null|null|1.00",
                        "3|a|a|2|null|1|null|null|3.00",
                        "4|b|a|null|null|2|null|null|2.00",
                        "5|null|b|7|null|2|null|null|null");
    }

    private static Column build(UnaryOperator<Column> over, String name, Object... arguments) {
        return BuiltCalls.build(over, name, arguments);
    }

    private static Dataset<Row> rows() {
        return SharedSpark.session()
                .sql("select * from values (1, 'a', 1, 0.25BD), (2, 'a', 1, 0.25BD), (3, 'b', 3, 0.5BD), "
                        + "(4, null, 2, 0.75BD), (5, null, null, null) as t(i, k, v, d)")
                .coalesce(1);
    }

    /** A column of a stream has no type before the analysis; a cast says it. */
    private static Column typed(String name, String type) {
        return col(name).cast(type);
    }
}
