package io.cosmosdataflow.function.table;

import static org.apache.spark.sql.functions.when;

import io.cosmosdataflow.function.Call;
import io.cosmosdataflow.function.Example;
import io.cosmosdataflow.function.Function;
import io.cosmosdataflow.function.Function.Kind;
import io.cosmosdataflow.function.FunctionFamily;
import io.cosmosdataflow.function.TypeRule;
import io.cosmosdataflow.function.Types;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;

/**
 * Sums, averages and statistics. Each one has a twin, {@code sumIf} for {@code sum}, that takes the rows for
 * which a condition is true.
 */
final class NumberAggregates {

    private static final int MOST_DIGITS = 38;

    private static final IntFunction<TypeRule> SAME = TypeRule::same;
    private static final IntFunction<TypeRule> SUM = index -> arguments -> sumOf(arguments.type(index));
    private static final IntFunction<TypeRule> AVERAGE = index -> arguments -> averageOf(arguments.type(index));
    private static final IntFunction<TypeRule> DOUBLE = index -> arguments -> DataTypes.DoubleType;

    private final FunctionFamily family = new FunctionFamily(AggregateFunctions.FAMILY, Kind.AGGREGATE);

    private NumberAggregates() {}

    static List<Function> all() {
        NumberAggregates aggregates = new NumberAggregates();
        aggregates.addSums();
        aggregates.addStatistics();
        aggregates.addCovariances();
        return aggregates.family.functions();
    }

    private void addSums() {
        String average = "The average; of decimals a decimal with 4 more digits, else a double";
        one("avg", "number", AVERAGE, average, over(functions::avg), "20.0", "20.0");
        one("mean", "number", AVERAGE, average, over(functions::avg), "20.0", "20.0");
        one("max", "any", SAME, "The greatest value", over(functions::max), "32", "32");
        one("min", "any", SAME, "The least value", over(functions::min), "8", "8");
        String sum = "The sum; of whole numbers a long, of decimals a decimal with 10 more digits, else a double";
        one("sum", "number", SUM, sum, over(functions::sum), "80", "60", conditional("sumIf", "28", "80"));
        one(
                "sumDistinct",
                "number",
                SUM,
                "The sum of the different values",
                Distinct::sum,
                "60",
                "60",
                conditional("sumDistinctIf", "28", "60"));
    }

    private void addStatistics() {
        statistic("kurtosis", "The kurtosis", functions::kurtosis, "-1.0", "-1.5");
        statistic("skewness", "The skewness", functions::skewness, "0.0", "0.0");
        String deviation = "The standard deviation of a sample";
        statistic("stddev", deviation, functions::stddev_samp, "9.797958971132712", "12.0");
        statistic("stddevSample", deviation, functions::stddev_samp, "9.797958971132712", "12.0");
        String ofAll = "The standard deviation of a whole population";
        statistic("stddevPopulation", ofAll, functions::stddev_pop, "8.48528137423857", "9.797958971132712");
        String variance = "The variance of a sample";
        statistic("variance", variance, functions::var_samp, "96.0", "144.0");
        statistic("varianceSample", variance, functions::var_samp, "96.0", "144.0");
        String varianceOfAll = "The variance of a whole population";
        statistic("variancePopulation", varianceOfAll, functions::var_pop, "72.0", "96.0");
    }

    private void addCovariances() {
        two("covariancePopulation", "The covariance of a whole population", functions::covar_pop, "24.0", "32.0");
        two("covarianceSample", "The covariance of a sample", functions::covar_samp, "32.0", "48.0");
    }

    private void statistic(String name, String documentation, UnaryOperator<Column> spark, String all, String west) {
        one(name, "number", DOUBLE, documentation, over(spark), all, west);
    }

    /**
     * An aggregate of one value, and its twin.
     *
     * @param aggregate makes it of a call and the value, which is NULL for rows without the condition
     * @param all the result for the sample rows
     * @param west the result for those of the region West
     * @param more examples of the twin
     */
    private void one(
            String name,
            String parameter,
            IntFunction<TypeRule> type,
            String documentation,
            BiFunction<Call, Column, Column> aggregate,
            String all,
            String west,
            Example... more) {
        family.add(
                name + "(value " + parameter + ") -> " + result(parameter, type),
                type.apply(0),
                documentation + ".",
                call -> aggregate.apply(call, value(call, 0)).cast(call.result()),
                new Example(name + "(sales)", all));
        family.add(
                name + "If(condition boolean, value " + parameter + ") -> " + result(parameter, type),
                type.apply(1),
                documentation + "; of the rows for which the condition is true.",
                call -> aggregate
                        .apply(call, when(call.column(0), value(call, 1)))
                        .cast(call.result()),
                Stream.concat(Stream.of(new Example(name + "If(region == 'West', sales)", west)), Stream.of(more))
                        .toArray(Example[]::new));
    }

    /** In the signature. */
    private static String result(String parameter, IntFunction<TypeRule> type) {
        return type == DOUBLE ? "double" : parameter;
    }

    private static Example[] conditional(String name, String small, String all) {
        return new Example[] {
            new Example(name + "(state == 'CA' && commission < 10000, sales)", small),
            new Example(name + "(true, sales)", all)
        };
    }

    private void two(
            String name, String documentation, BiFunction<Column, Column, Column> spark, String all, String west) {
        family.add(
                name + "(left number, right number) -> double",
                documentation + ".",
                call -> call.over(spark.apply(call.column(0), call.column(1))),
                new Example(name + "(sales, profit)", all));
        family.add(
                name + "If(condition boolean, left number, right number) -> double",
                documentation + "; of the rows for which the condition is true.",
                call -> call.over(
                        spark.apply(when(call.column(0), call.column(1)), when(call.column(0), call.column(2)))),
                new Example(name + "If(region == 'West', sales, profit)", west));
    }

    private static BiFunction<Call, Column, Column> over(UnaryOperator<Column> spark) {
        return (call, value) -> call.over(spark.apply(value));
    }

    /** NULL has no type, but Spark needs one for a sum. */
    private static Column value(Call call, int index) {
        Column value = call.column(index);
        return Types.isUnknown(call.type(index)) && !Types.isUnknown(call.result())
                ? value.cast(DataTypes.DoubleType)
                : value;
    }

    private static DataType sumOf(DataType type) {
        if (type instanceof DecimalType decimal) {
            return DataTypes.createDecimalType(Math.min(MOST_DIGITS, decimal.precision() + 10), decimal.scale());
        }
        return Types.isIntegral(type) ? DataTypes.LongType : DataTypes.DoubleType;
    }

    private static DataType averageOf(DataType type) {
        return type instanceof DecimalType decimal
                ? DataTypes.createDecimalType(
                        Math.min(MOST_DIGITS, decimal.precision() + 4), Math.min(MOST_DIGITS, decimal.scale() + 4))
                : DataTypes.DoubleType;
    }
}
