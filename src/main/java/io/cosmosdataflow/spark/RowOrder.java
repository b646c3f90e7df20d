package io.cosmosdataflow.spark;

import org.apache.spark.sql.catalyst.expressions.DenseRank;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.InputFileBlockLength;
import org.apache.spark.sql.catalyst.expressions.InputFileBlockStart;
import org.apache.spark.sql.catalyst.expressions.InputFileName;
import org.apache.spark.sql.catalyst.expressions.Rank;
import org.apache.spark.sql.catalyst.expressions.RowFrame$;
import org.apache.spark.sql.catalyst.expressions.ScalaUDF;
import org.apache.spark.sql.catalyst.expressions.SparkPartitionID;
import org.apache.spark.sql.catalyst.expressions.SpecifiedWindowFrame;
import org.apache.spark.sql.catalyst.expressions.UnboundedFollowing$;
import org.apache.spark.sql.catalyst.expressions.UnboundedPreceding$;
import org.apache.spark.sql.catalyst.expressions.WindowExpression;
import org.apache.spark.sql.catalyst.expressions.WindowFunction;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateFunction;
import org.apache.spark.sql.catalyst.expressions.aggregate.Average;
import org.apache.spark.sql.catalyst.expressions.aggregate.BitAndAgg;
import org.apache.spark.sql.catalyst.expressions.aggregate.BitOrAgg;
import org.apache.spark.sql.catalyst.expressions.aggregate.BitXorAgg;
import org.apache.spark.sql.catalyst.expressions.aggregate.BoolAnd;
import org.apache.spark.sql.catalyst.expressions.aggregate.BoolOr;
import org.apache.spark.sql.catalyst.expressions.aggregate.Count;
import org.apache.spark.sql.catalyst.expressions.aggregate.HyperLogLogPlusPlus;
import org.apache.spark.sql.catalyst.expressions.aggregate.Max;
import org.apache.spark.sql.catalyst.expressions.aggregate.Min;
import org.apache.spark.sql.catalyst.expressions.aggregate.Sum;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import scala.collection.JavaConverters;

/** Which expressions have another value when rows come in another order. Children are asked by the caller. */
final class RowOrder {

    private RowOrder() {}

    static boolean counts(Expression value) {
        if (value instanceof WindowExpression window) {
            return ofWindow(window);
        }
        if (value instanceof WindowFunction) {
            return false; // asked with its window
        }
        return value instanceof AggregateFunction function && ofGroup(function) || places(value);
    }

    /** Whatever the order. */
    static boolean asked(Expression value) {
        return value instanceof ScalaUDF function && function.udfName().contains(Repeatability.ASKED);
    }

    /** Random numbers and ids are drawn by a row's place in its partition, and increasing ids count it. */
    static boolean places(Expression value) {
        boolean itself = !value.deterministic()
                && JavaConverters.seqAsJavaList(value.children()).stream().allMatch(Expression::deterministic);
        boolean steady = value instanceof ScalaUDF
                || value instanceof SparkPartitionID
                || value instanceof InputFileName
                || value instanceof InputFileBlockStart
                || value instanceof InputFileBlockLength
                || value instanceof AggregateFunction;
        return itself && !steady;
    }

    /** Sums of floating point numbers differ in the last digits by the order of the additions. */
    private static boolean ofGroup(AggregateFunction function) {
        if (function instanceof Sum sum) {
            return floating(sum.child().dataType());
        }
        if (function instanceof Average average) {
            return !(average.child().dataType() instanceof DecimalType);
        }
        boolean anyOrder = function instanceof Count
                || function instanceof Min
                || function instanceof Max
                || function instanceof BoolAnd
                || function instanceof BoolOr
                || function instanceof BitAndAgg
                || function instanceof BitOrAgg
                || function instanceof BitXorAgg
                || function instanceof HyperLogLogPlusPlus;
        return !anyOrder;
    }

    /** Rows with equal sort keys come in any order, so that what counts rows up to one of them may be another. */
    private static boolean ofWindow(WindowExpression window) {
        Expression function = window.windowFunction();
        if (function instanceof Rank || function instanceof DenseRank) {
            return false;
        }
        if (function instanceof WindowFunction) {
            return true;
        }
        boolean rowByRow = window.windowSpec().frameSpecification() instanceof SpecifiedWindowFrame frame
                && frame.frameType().equals(RowFrame$.MODULE$)
                && !(frame.lower().equals(UnboundedPreceding$.MODULE$)
                        && frame.upper().equals(UnboundedFollowing$.MODULE$));
        return rowByRow;
    }

    private static boolean floating(DataType type) {
        return type instanceof DoubleType || type instanceof FloatType;
    }
}
