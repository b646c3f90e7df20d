package io.cosmosdataflow.function.table;

import static io.cosmosdataflow.function.table.Evaluation.column;
import static io.cosmosdataflow.function.table.Evaluation.hidden;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.types.DataTypes.DateType;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.StringType;
import static org.apache.spark.sql.types.DataTypes.TimestampType;
import static org.apache.spark.sql.types.DataTypes.createArrayType;
import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.function.table.Evaluation.Argument;
import java.math.BigDecimal;
import java.util.List;
import org.apache.spark.sql.Column;
import org.junit.jupiter.api.Test;

class MathFunctionsTest {

    private static final Argument DAY = column(lit("2012-12-15").cast(DateType), DateType);
    private static final Argument EARLIER = column(lit("2012-12-12").cast(DateType), DateType);
    private static final Argument TIME = column(lit("2012-12-15 01:00:00.5").cast(TimestampType), TimestampType);
    private static final Argument NUMBERS = column(array(lit(1), lit(2)), createArrayType(IntegerType));
    private static final Argument WORDS = column(array(lit("a")), createArrayType(StringType));
    private static final Argument NESTED = column(array(array(lit(1))), createArrayType(createArrayType(IntegerType)));

    @Test
    void additionDependsOnWhatIsAdded() {
        new Checks()
                .call("30", "add", 10, 20)
                .call("30.5", "add", 10, 20.5)
                .call("-2147483648", "add", Integer.MAX_VALUE, 1)
                .call("2147483648", "add", Integer.MAX_VALUE, 1L)
                .call("100.00", "add", new BigDecimal("99.99"), new BigDecimal("0.01"))
                .call("11.5", "add", new BigDecimal("1.5"), 10)
                .call("icecream", "add", "ice", "cream")
                .call("a1", "add", "a", 1)
                .call("null", "add", "a", null)
                .call("null", "add", 1, null)
                .call("null", "add", null, null)
                .call("2012-12-18", "add", DAY, 3)
                .call("2012-12-18", "add", 3L, DAY)
                .call("2012-12-15 01:00:01.5", "add", TIME, 1000)
                .call("2012-12-15 01:00:01.5", "add", 1000L, TIME)
                .call("null", "add", DAY, null)
                .call("[1, 2, 1, 2]", "add", NUMBERS, NUMBERS)
                .call("[1, 2, 3]", "add", NUMBERS, 3)
                .call("[3, 1, 2]", "add", 3, NUMBERS)
                .call("[a, 1, 2]", "add", WORDS, NUMBERS)
                .call("[[1], [1, 2]]", "add", NESTED, NUMBERS)
                .verify();
    }

    @Test
    void subtractionDependsOnWhatIsSubtracted() {
        new Checks()
                .call("10", "minus", 20, 10)
                .call("-0.5", "minus", 1, 1.5)
                .call("1.0", "minus", "3", 2)
                .call("2012-12-12", "minus", DAY, 3)
                .call("3", "minus", DAY, EARLIER)
                .call("-3", "minus", EARLIER, DAY)
                .call("2012-12-15 00:59:59.5", "minus", TIME, 1000)
                .call("3600500", "minus", TIME, DAY)
                .call("-3600500", "minus", DAY, TIME)
                .call("null", "minus", TIME, null)
                .call("-13", "negate", 13)
                .call("-1.5", "negate", 1.5)
                .call("null", "negate", new Object[] {null})
                .verify();
    }

    @Test
    void wholeNumbersAreDividedWithoutARest() {
        new Checks()
                .call("2", "divide", 20, 10)
                .call("2", "divide", 5, 2)
                .call("-2", "divide", -5, 2)
                .call("2.5", "divide", 5.0, 2)
                .call("null", "divide", 10, 0)
                .call("null", "divide", 10.0, 0)
                .call("0.50000000000", "divide", new BigDecimal("1"), 2)
                .call("2.5", "divide", "5", 2)
                .call("4", "mod", 20, 8)
                .call("-4", "mod", -20, 8)
                .call("null", "mod", 20, 0)
                .call("4", "pMod", -20, 8)
                .call("0.5", "mod", 2.5, 2)
                .call("200", "multiply", 20, 10)
                .call("3.75", "multiply", new BigDecimal("1.5"), new BigDecimal("2.5"))
                .call("null", "multiply", 10, null)
                .call("228", "bitwiseAnd", 0xf4, 0xef)
                .call("255", "bitwiseOr", 0xf4, 0xefL)
                .call("27", "bitwiseXor", 0xf4, 0xef)
                .call("true", "bitwiseXor", true, false)
                .call("null", "bitwiseXor", true, null)
                .call("null", "bitwiseAnd", 1, null)
                .verify();
    }

    @Test
    void roundingFollowsItsMode() {
        new Checks()
                .call("100.0", "round", 100.123)
                .call("3.0", "round", 2.5, 0)
                .call("-3.0", "round", -2.5)
                .call("5.4", "round", 5.3999999999999995, 2, 7)
                .call("2.0", "round", 2.5, 0, 7)
                .call("1.12", "round", 1.111, 2, 1)
                .call("-2.0", "round", -1.1, 0, 1)
                .call("1.0", "round", 1.9, 0, 2)
                .call("-1.0", "round", -1.1, 0, 3)
                .call("-2.0", "round", -1.1, 0, 4)
                .call("2.0", "round", 2.5, 0, 6)
                .call("2.5", "round", 2.5, 1, 8)
                .call("null", "round", 2.55, 1, 8)
                .call("null", "round", 2.5, 0, 9)
                .call("100.0", "round", 149, -2)
                .call("1.24", "round", new BigDecimal("1.235"), 2)
                .call("2.35", "round", 2.345, hidden(2))
                .call("null", "round", null, 2)
                .call("null", "round", 2.5, column(lit(null).cast("int"), IntegerType))
                .verify();
    }

    @Test
    void theRestOfMathematicsIsJavas() {
        new Checks()
                .call("20", "abs", -20)
                .call("1.50", "abs", new BigDecimal("-1.50"))
                .call("null", "abs", new Object[] {null})
                .call("0", "ceil", -0.1)
                .call("10", "ceil", new BigDecimal("9.5"))
                .call("5", "ceil", 5)
                .call("-1", "floor", -0.1)
                .call("null", "floor", new Object[] {null})
                .call("120", "factorial", 5)
                .call("null", "factorial", 21)
                .call("null", "factorial", -1)
                .call("2.0", "log", 100, 10)
                .call("null", "log", 0)
                .call("null", "log10", -1)
                .call("1024.0", "power", 2, 10)
                .call("2.0", "cbrt", 8)
                .call("NaN", "sqrt", -1)
                .call("NaN", "acos", 2)
                .call("null", "sin", new Object[] {null})
                .call("0.5", "sqrt", "0.25")
                .verify();
    }

    @Test
    void randomNumbersAreNeverNegativeAndFollowTheirSeed() {
        List<Column> columns = List.of(
                Evaluation.call("random", 7),
                Evaluation.call("random", 7),
                Evaluation.call("random", 8),
                Evaluation.call("random"));
        List<String> values = Evaluation.texts(columns);
        assertThat(values.get(0)).isEqualTo(values.get(1)).isNotEqualTo(values.get(2));
        assertThat(values).allSatisfy(value -> assertThat(Long.parseLong(value)).isNotNegative());
    }
}
