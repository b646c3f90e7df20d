package io.cosmosdataflow.run.activity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.definition.Activity;
import io.cosmosdataflow.definition.Pipeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Outputs of activities that are given and not made: such an activity succeeds with its output and does nothing, be it
 * of a type that only another service can run or of one that runs here.
 */
public final class ActivityOutputs {

    /** All activities are run. */
    public static final ActivityOutputs NONE = new ActivityOutputs(Map.of());

    private static final String OF_PIPELINE = "/";

    private final Map<String, ObjectNode> outputs = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private ActivityOutputs(Map<String, ObjectNode> outputs) {
        this.outputs.putAll(outputs);
    }

    /**
     * @param outputs in Data Factory's shape, by name of the activity, or by {@code pipeline/activity}; upper and lower
     *     case are the same
     */
    public static ActivityOutputs of(Map<String, ObjectNode> outputs) {
        return new ActivityOutputs(outputs);
    }

    /** Empty for an activity that is run. */
    public Optional<ObjectNode> find(Pipeline pipeline, Activity activity) {
        return Optional.ofNullable(outputs.get(pipeline.name() + OF_PIPELINE + activity.name()))
                .or(() -> Optional.ofNullable(outputs.get(activity.name())))
                .map(ObjectNode::deepCopy);
    }

    /** Names for which no pipeline has an activity. */
    public List<String> unknown(Iterable<Pipeline> pipelines) {
        List<String> unknown = new ArrayList<>(outputs.keySet());
        for (Pipeline pipeline : pipelines) {
            unknown.removeIf(name -> pipeline.allActivities()
                    .anyMatch(activity -> name.equalsIgnoreCase(activity.name())
                            || name.equalsIgnoreCase(pipeline.name() + OF_PIPELINE + activity.name())));
        }
        return unknown;
    }
}
