package io.cosmosdataflow.function;

import io.cosmosdataflow.spark.Expressions;
import java.util.Optional;
import org.apache.spark.unsafe.types.UTF8String;

/** Arguments that Spark wants as plain values when it makes a plan: {@code ignoreNulls}, a number of buckets. */
public final class ConstantArguments {

    private ConstantArguments() {}

    public static boolean isTrue(Call call, int index) {
        return value(call, index).filter(Boolean.TRUE::equals).isPresent();
    }

    public static Optional<Number> number(Call call, int index) {
        return value(call, index).filter(Number.class::isInstance).map(Number.class::cast);
    }

    public static Optional<String> text(Call call, int index) {
        return value(call, index)
                .filter(value -> value instanceof String || value instanceof UTF8String)
                .map(Object::toString);
    }

    /** What the analysis knows, else what the Column tells: {@code true()} and {@code 1 + 1} are constants too. */
    private static Optional<Object> value(Call call, int index) {
        if (index >= call.size()) {
            return Optional.empty();
        }
        return call.constant(index).or(() -> Expressions.constant(call.column(index)));
    }
}
