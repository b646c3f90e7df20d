package io.cosmosdataflow.expression.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import io.cosmosdataflow.definition.json.WrittenNumber;
import io.cosmosdataflow.expression.value.Texts;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BinaryOperator;

/** Functions over numbers. All digits are kept; two integers give an integer. */
public final class PipelineMathFunctions {

    private static final int LONGEST_RANGE = 100_000;

    private PipelineMathFunctions() {}

    static List<PipelineFunction> all() {
        return new PipelineFunctionFamily("Math")
                .add("add(number, number)", "The sum.", arguments -> result(arguments, BigDecimal::add))
                .add(
                        "div(number, number)",
                        "The quotient; of integers, without its fraction.",
                        PipelineMathFunctions::div)
                .add(
                        "max(numbers, ...)",
                        "The greatest of numbers or of an array.",
                        arguments -> extreme(arguments, BigDecimal::max))
                .add(
                        "min(numbers, ...)",
                        "The least of numbers or of an array.",
                        arguments -> extreme(arguments, BigDecimal::min))
                .add("mod(number, number)", "The remainder of a division.", PipelineMathFunctions::mod)
                .add("mul(number, number)", "The product.", arguments -> result(arguments, BigDecimal::multiply))
                .add("rand(least, limit)", "A random integer, less than the limit.", PipelineMathFunctions::rand)
                .add("range(start, count)", "So many integers from a start on.", PipelineMathFunctions::range)
                .add("sub(number, number)", "The difference.", arguments -> result(arguments, BigDecimal::subtract))
                .functions();
    }

    /** The smallest node that holds an integer; a decimal without needless zeros. */
    public static JsonNode node(BigDecimal number, boolean integer) {
        if (!integer) {
            return DecimalNode.valueOf(Texts.stripped(number));
        }
        BigInteger whole = number.toBigInteger();
        if (whole.bitLength() < Integer.SIZE) {
            return IntNode.valueOf(whole.intValue());
        }
        return whole.bitLength() < Long.SIZE ? LongNode.valueOf(whole.longValue()) : BigIntegerNode.valueOf(whole);
    }

    private static JsonNode result(Arguments arguments, BinaryOperator<BigDecimal> operation) {
        BigDecimal result = operation.apply(arguments.number(0), arguments.number(1));
        if (!WrittenNumber.isWithin(result)) {
            throw arguments.fault("the result has too many digits");
        }
        return node(result, integers(arguments));
    }

    private static JsonNode div(Arguments arguments) {
        BigDecimal dividend = arguments.number(0);
        BigDecimal divisor = divisor(arguments);
        return integers(arguments)
                ? node(dividend.divideToIntegralValue(divisor), true)
                : node(dividend.divide(divisor, MathContext.DECIMAL64), false);
    }

    private static JsonNode mod(Arguments arguments) {
        return node(arguments.number(0).remainder(divisor(arguments)), integers(arguments));
    }

    private static BigDecimal divisor(Arguments arguments) {
        if (arguments.number(1).signum() == 0) {
            throw arguments.fault("division by 0");
        }
        return arguments.number(1);
    }

    private static JsonNode extreme(Arguments arguments, BinaryOperator<BigDecimal> better) {
        List<JsonNode> numbers = new ArrayList<>();
        if (arguments.size() == 1 && arguments.value(0).isArray()) {
            arguments.value(0).forEach(numbers::add);
        } else {
            numbers.addAll(arguments.all());
        }
        if (numbers.isEmpty() || !numbers.stream().allMatch(JsonNode::isNumber)) {
            throw arguments.fault("all values must be numbers, and there must be one at least");
        }
        BigDecimal found =
                numbers.stream().map(JsonNode::decimalValue).reduce(better).orElseThrow();
        return numbers.stream()
                .filter(each -> each.decimalValue().compareTo(found) == 0)
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode rand(Arguments arguments) {
        int least = arguments.integer(0);
        int limit = arguments.integer(1);
        if (least >= limit) {
            throw arguments.fault("the limit " + limit + " must be greater than " + least);
        }
        return IntNode.valueOf(ThreadLocalRandom.current().nextInt(least, limit));
    }

    private static JsonNode range(Arguments arguments) {
        int start = arguments.integer(0);
        int count = arguments.integer(1);
        if (count < 0 || count > LONGEST_RANGE) {
            throw arguments.fault("the count must be from 0 to " + LONGEST_RANGE);
        }
        ArrayNode numbers = JsonNodeFactory.instance.arrayNode(count);
        for (long i = 0; i < count; i++) {
            numbers.add(node(BigDecimal.valueOf(start + i), true));
        }
        return numbers;
    }

    private static boolean integers(Arguments arguments) {
        return arguments.value(0).isIntegralNumber() && arguments.value(1).isIntegralNumber();
    }
}
