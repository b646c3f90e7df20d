package io.cosmosdataflow.spark;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.EqualNullSafe;
import org.apache.spark.sql.catalyst.expressions.EqualTo;
import org.apache.spark.sql.catalyst.expressions.EvalMode;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.WindowExpression;
import org.apache.spark.sql.catalyst.expressions.objects.Invoke;
import org.apache.spark.sql.catalyst.util.StringUtils;
import org.apache.spark.sql.types.AbstractDataType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.ObjectType;
import scala.Option;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/** Expressions of Spark that its functions do not offer. None depends on the session's ANSI mode. */
public final class Expressions {

    private Expressions() {}

    /** Null where the value cannot be cast. */
    public static Column tryCast(Column value, DataType type) {
        return cast(value, type, EvalMode.TRY());
    }

    /** A decimal in plain digits: Spark's usual cast writes small ones with an exponent. */
    public static Column plainText(Column decimal) {
        return cast(decimal, DataTypes.StringType, EvalMode.ANSI());
    }

    /**
     * Equality as {@link Column#equalTo} has it, but without its warning for two sides that are the same: scripts
     * compare constants with constants, {@code 1 == 1} for instance, and mean it.
     */
    public static Column equal(Column left, Column right) {
        return new Column(new EqualTo(left.expr(), right.expr()));
    }

    /** As {@link #equal}, but NULL equals NULL. */
    public static Column nullSafeEqual(Column left, Column right) {
        return new Column(new EqualNullSafe(left.expr(), right.expr()));
    }

    public static boolean overWindow(Column aggregate) {
        return aggregate.expr() instanceof WindowExpression;
    }

    /** Of a Column that needs no Dataset to be resolved. */
    public static DataType type(Column column) {
        return column.expr().dataType();
    }

    /** The value of what needs no row; empty for all else, and for NULL. */
    public static Optional<Object> constant(Column column) {
        Expression expression = column.expr();
        return expression.resolved() && expression.foldable()
                ? Optional.ofNullable(expression.eval(null))
                : Optional.empty();
    }

    /** What SQL's {@code LIKE} matches, as a regular expression of Java. */
    public static String likeRegex(String pattern) {
        return StringUtils.escapeLikeRegex(pattern, '\\');
    }

    /**
     * Calls a public method of {@code target} from the generated code, on Spark's own values; null for a null.
     *
     * @param target serializable, of a public class
     */
    public static Column call(Object target, String method, DataType result, Column argument) {
        return call(target, method, result, argument, true);
    }

    /**
     * As {@link #call}, but once for a row: Spark copies what it takes for pure into each filter that looks at a part
     * of the result.
     */
    public static Column callOnce(Object target, String method, DataType result, Column argument) {
        return call(target, method, result, argument, false);
    }

    private static Column call(Object target, String method, DataType result, Column argument, boolean pure) {
        Expression object = Literal.create(target, ObjectType.apply(target.getClass()));
        return new Column(new Invoke(
                object, method, result, seq(argument.expr()), Expressions.<AbstractDataType>none(), true, true, pure));
    }

    private static Column cast(Column value, DataType type, scala.Enumeration.Value mode) {
        return new Column(new Cast(value.expr(), type, Option.apply("UTC"), mode));
    }

    private static Seq<Expression> seq(Expression... expressions) {
        return JavaConverters.asScalaBuffer(Arrays.asList(expressions)).toSeq();
    }

    private static <T> Seq<T> none() {
        return JavaConverters.<T>asScalaBuffer(List.of()).toSeq();
    }
}
