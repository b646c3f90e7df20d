package io.cosmosdataflow.run.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.cosmosdataflow.definition.Activity;
import io.cosmosdataflow.definition.ActivityPolicy;
import io.cosmosdataflow.definition.Branch;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.json.JsonValue;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.run.activity.ActivityType;
import io.cosmosdataflow.run.activity.CheckedActivity;
import io.cosmosdataflow.run.activity.RunScope;
import java.util.List;
import java.util.Optional;

/**
 * Runs a list of activities for each item of an array, several items side by side or one after the other. It goes on
 * after an item has failed, and fails at the end.
 *
 * <p>Source: Microsoft Learn, control-flow-for-each-activity: 20 items at a time, at most 50, 100,000 items in all.
 */
public final class ForEachActivity implements ActivityType {

    static final int MOST_ITEMS = 100_000;

    private static final int AT_A_TIME = 20;
    private static final int MOST_AT_A_TIME = 50;

    @Override
    public Optional<CheckedActivity> check(Activity activity, RunScope scope, Issues issues) {
        Properties properties = Settings.of(activity, scope, issues);
        Optional<List<JsonValue>> items = Settings.items(properties, "items");
        boolean sequential = properties.flag("isSequential", false);
        int batch = properties.integer("batchCount", AT_A_TIME, 1, MOST_AT_A_TIME);
        properties.finish();
        if (properties.waits("isSequential", "batchCount")) {
            return Optional.empty();
        }
        Branch branch = activity.branch("activities").orElseGet(() -> new Branch("activities", List.of()));
        return items.map(values -> {
            List<JsonNode> nodes = values.stream().map(JsonValue::toNode).toList();
            return new Iterations(activity.shown(), branch, nodes, sequential ? 1 : batch);
        });
    }

    @Override
    public RunScope inside(RunScope outside) {
        return outside.withItem(MissingNode.getInstance());
    }

    @Override
    public ActivityPolicy policy(Activity activity, RunScope scope) {
        return ActivityPolicy.NONE;
    }
}
