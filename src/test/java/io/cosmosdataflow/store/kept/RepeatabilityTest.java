package io.cosmosdataflow.store.kept;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.monotonically_increasing_id;
import static org.apache.spark.sql.functions.rand;
import static org.apache.spark.sql.functions.rank;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.udf;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.spark.Repeatability;
import io.cosmosdataflow.testing.SharedSpark;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF0;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is expected follows from how Spark shuffles: blocks arrive in any order, rows of one key in one partition.
 * Source: SPARK-23207 and SPARK-23243; IEEE 754, whose addition is not associative.
 */
class RepeatabilityTest {

    private static Dataset<Row> source() {
        return SharedSpark.session().range(0, 100, 1, 4).selectExpr("id", "id % 7 AS g", "id / 3.0D AS d");
    }

    private static WindowSpec byGroup() {
        return Window.partitionBy("g").orderBy("d");
    }

    private static Dataset<Row> grouped() {
        return source().groupBy("g").agg(sum("id").as("total"));
    }

    static Stream<Arguments> plans() {
        Dataset<Row> dear = source().groupBy("g").agg(sum("d").as("total"));
        return Stream.of(
                plan("a source", source(), true, true),
                plan("steps", source().filter("id > 3").withColumn("x", expr("id + 1")), true, true),
                plan("random values in a fixed order", source().withColumn("u", expr("uuid()")), true, true),
                plan("partitions put together", source().coalesce(1), true, true),
                plan("a union", source().union(source()), true, true),
                plan("an array taken apart", source().selectExpr("explode(array(id, g)) AS x"), true, true),
                plan("groups", grouped(), false, true),
                plan("counts and extremes", source().groupBy("g").agg(count(lit(1)), max("d")), false, true),
                plan("a sum of doubles", dear, false, false),
                plan("a mean", source().groupBy("g").agg(avg("id")), false, false),
                plan("the first of a group", source().groupBy("g").agg(first("id")), false, false),
                plan("a list of a group", source().groupBy("g").agg(collect_list("id")), false, false),
                plan("distinct rows", source().distinct(), false, true),
                plan("rows of distinct keys", source().dropDuplicates("g"), false, false),
                plan("a join", source().join(grouped(), "g"), false, true),
                plan("a join with a small table", source().join(broadcast(grouped()), "g"), false, true),
                plan("an order", source().orderBy("d"), false, true),
                plan("rows dealt out", source().repartition(3), false, true),
                plan("rows dealt out by their key", source().repartition(3, col("g")), false, true),
                plan("rows dealt out with values that differ", dear.repartition(3), false, false),
                plan("the first rows behind a shuffle", grouped().limit(3), false, false),
                plan("a rank", source().withColumn("r", rank().over(byGroup())), false, true),
                plan("a row number", source().withColumn("r", row_number().over(byGroup())), false, false),
                plan("a running sum", source().withColumn("s", sum("id").over(byGroup())), false, true),
                plan(
                        "a running sum row by row",
                        source().withColumn("s", sum("id").over(byGroup().rowsBetween(-1, 0))),
                        false,
                        false),
                plan("random ids behind a shuffle", grouped().withColumn("u", expr("uuid()")), false, false),
                plan("random numbers behind a shuffle", grouped().withColumn("u", rand()), false, false),
                plan("places behind a shuffle", grouped().withColumn("u", monotonically_increasing_id()), false, false),
                plan("rows by chance", grouped().filter(rand().gt(0.5)), false, false),
                plan("groups of what differs", dear.groupBy("total").agg(count(lit(1))), false, false),
                plan("without what differs", dear.drop("total"), false, true),
                plan("an answer of somebody else", source().withColumn("a", asked()), false, false));
    }

    private static org.apache.spark.sql.Column asked() {
        UDF0<Integer> answer = () -> 1;
        return udf(answer, DataTypes.IntegerType)
                .withName(Repeatability.ASKED)
                .asNondeterministic()
                .apply();
    }

    private static Arguments plan(String name, Dataset<Row> rows, boolean ordered, boolean same) {
        return Arguments.of(name, rows, ordered, same);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("plans")
    void whatIsTheSameAgain(String name, Dataset<Row> rows, boolean ordered, boolean same) {
        assertThat(Repeatability.of(rows).ordered()).as("the same order").isEqualTo(ordered);
        assertThat(Repeatability.of(rows).same()).as("the same rows").isEqualTo(same);
    }

    @Test
    void columnsAreAskedByThemselves() {
        Dataset<Row> rows = source().groupBy("g").agg(sum("d").as("total"));

        assertThat(Repeatability.of(rows).same(List.of("g"))).isTrue();
        assertThat(Repeatability.of(rows).same(List.of("g", "total"))).isFalse();
        assertThat(Repeatability.of(rows.filter("total > 3")).same(List.of("g")))
                .isFalse();
    }
}
