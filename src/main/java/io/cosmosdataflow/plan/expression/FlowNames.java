package io.cosmosdataflow.plan.expression;

import io.cosmosdataflow.script.Script.LibraryFunction;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * What every expression of a data flow may refer to.
 *
 * @param parameters by name without {@code $}; an {@link TypedExpression.UnknownValue} if only the run knows it
 * @param caches by the name of the sink
 * @param libraries user-defined functions by name
 * @param startOfRun what {@code currentUTC()} is
 * @param running whether all is known that data can tell
 */
public record FlowNames(
        Map<String, TypedExpression> parameters,
        Map<String, CacheSchema> caches,
        Map<String, LibraryFunction> libraries,
        Instant startOfRun,
        boolean running) {

    public FlowNames {
        parameters = Map.copyOf(parameters);
        caches = Map.copyOf(caches);
        libraries = Map.copyOf(libraries);
        Objects.requireNonNull(startOfRun, "startOfRun");
    }
}
