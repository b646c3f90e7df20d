package io.cosmosdataflow.plan.statement;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;

/**
 * What only data tells. A check has none of it; a run finds out and analyses again.
 *
 * @param sources columns of each source by its name in the script, drifted ones behind the declared ones
 * @param pivots the values of the key of each pivot that does not name them
 */
public record Facts(boolean running, Map<String, StructType> sources, Map<String, List<Object>> pivots) {

    public Facts {
        sources = Map.copyOf(sources);
        Map<String, List<Object>> copy = new HashMap<>();
        pivots.forEach((name, values) -> copy.put(name, Collections.unmodifiableList(new ArrayList<>(values))));
        pivots = Collections.unmodifiableMap(copy);
    }

    /** Nothing is known, and nothing will be. */
    public static Facts checking() {
        return new Facts(false, Map.of(), Map.of());
    }

    public static Facts running(Map<String, StructType> sources) {
        return new Facts(true, sources, Map.of());
    }

    public Facts withPivot(String name, List<Object> values) {
        Map<String, List<Object>> more = new HashMap<>(pivots);
        more.put(name, values);
        return new Facts(running, sources, more);
    }

    public Optional<StructType> source(String name) {
        return Optional.ofNullable(sources.get(name));
    }

    public Optional<List<Object>> pivot(String name) {
        return Optional.ofNullable(pivots.get(name));
    }
}
