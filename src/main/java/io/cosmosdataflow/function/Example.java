package io.cosmosdataflow.function;

import java.util.Objects;

/**
 * An expression and its result, as the reference page shows them and a test evaluates them. Aggregates and
 * windows are evaluated over the rows of the test's sample stream.
 *
 * @param result texts in single quotes, {@code NULL}, numbers, {@code true}, dates {@code 2012-12-31},
 *     timestamps {@code 2012-12-31 23:59:59.123}, {@code [1, 2]}, {@code ['k' -> 1]}, {@code @(a=1)}; empty if it
 *     is another each time
 */
public record Example(String expression, String result) {

    public Example {
        Objects.requireNonNull(expression, "expression");
        Objects.requireNonNull(result, "result");
    }
}
