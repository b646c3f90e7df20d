package io.cosmosdataflow.expression.function;

import com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.definition.json.WrittenNumber;
import io.cosmosdataflow.expression.scope.Scope;
import io.cosmosdataflow.expression.value.EvaluationFault;
import io.cosmosdataflow.expression.value.Texts;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** The arguments of a call, read as what the function takes. Faults never show a value, it may be data. */
public final class Arguments {

    private final String function;
    private final int size;
    private final IntFunction<JsonNode> values;
    private final Scope scope;

    public Arguments(String function, int size, IntFunction<JsonNode> values, Scope scope) {
        this.function = function;
        this.size = size;
        this.values = values;
        this.scope = scope;
    }

    int size() {
        return size;
    }

    boolean has(int index) {
        return index < size;
    }

    Scope scope() {
        return scope;
    }

    JsonNode value(int index) {
        return values.apply(index);
    }

    List<JsonNode> all() {
        return IntStream.range(0, size).mapToObj(this::value).toList();
    }

    /** A text; other scalars count as their text. */
    String text(int index) {
        JsonNode value = value(index);
        if (value.isValueNode() && !value.isNull()) {
            return Texts.of(value);
        }
        throw wrong(index, "a text");
    }

    String text(int index, String otherwise) {
        return has(index) ? text(index) : otherwise;
    }

    /** A number; a text of digits is none, as in Data Factory. */
    BigDecimal number(int index) {
        JsonNode value = value(index);
        if (value.isNumber()) {
            BigDecimal number = value.decimalValue();
            if (!WrittenNumber.isWithin(number)) {
                throw fault("the number has too many digits");
            }
            return number;
        }
        throw wrong(index, "a number");
    }

    int integer(int index) {
        JsonNode value = value(index);
        if (value.isNumber() && value.decimalValue().stripTrailingZeros().scale() <= 0 && value.canConvertToInt()) {
            return value.intValue();
        }
        throw wrong(index, "a whole number");
    }

    boolean flag(int index) {
        JsonNode value = value(index);
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        throw wrong(index, "true or false");
    }

    EvaluationFault wrong(int index, String expected) {
        return new EvaluationFault("argument " + (index + 1) + " of " + function + " must be " + expected + ", not "
                + Texts.kind(value(index)));
    }

    EvaluationFault fault(String message) {
        return new EvaluationFault(function + ": " + message);
    }
}
