package io.cosmosdataflow.run.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.definition.Activity;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.json.JsonValue;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.run.activity.ActivityType;
import io.cosmosdataflow.run.activity.CheckedActivity;
import io.cosmosdataflow.run.activity.RunScope;
import java.util.List;
import java.util.Optional;

/**
 * Gives the items of an array for which a condition holds. The output has {@code ItemsCount}, {@code FilteredItemsCount}
 * and the items in {@code Value}.
 *
 * <p>Source: Microsoft Learn, control-flow-filter-activity.
 */
public final class FilterActivity implements ActivityType {

    private static final String CONDITION = "condition";

    @Override
    public Optional<CheckedActivity> check(Activity activity, RunScope scope, Issues issues) {
        JsonObject written = activity.typeProperties();
        Properties properties = Properties.of(
                scope.resolve(written.only(name -> !name.equalsIgnoreCase(CONDITION)), issues),
                activity.shown(),
                issues);
        Optional<List<JsonValue>> items = Settings.items(properties, "items");
        properties.finish();
        if (!scope.isRun()) {
            Settings.condition(condition(activity, scope.withItem(MissingNode.getInstance()), issues), CONDITION);
            return Optional.empty();
        }
        return items.map(values -> context -> filtered(
                activity,
                context.scope(),
                values.stream().map(JsonValue::toNode).toList()));
    }

    private static Properties condition(Activity activity, RunScope scope, Issues issues) {
        JsonObject written = activity.typeProperties().only(CONDITION::equalsIgnoreCase);
        return Properties.of(scope.resolve(written, issues), activity.shown(), issues);
    }

    private static ObjectNode filtered(Activity activity, RunScope scope, List<JsonNode> items) {
        ArrayNode kept = JsonNodeFactory.instance.arrayNode();
        for (JsonNode item : items) {
            Issues issues = new Issues();
            Optional<Boolean> holds = Settings.condition(condition(activity, scope.withItem(item), issues), CONDITION);
            issues.throwIfErrors();
            if (holds.orElseThrow()) {
                kept.add(item);
            }
        }
        ObjectNode output = JsonNodeFactory.instance.objectNode();
        output.put("ItemsCount", items.size()).put("FilteredItemsCount", kept.size());
        output.set("Value", kept);
        return output;
    }
}
