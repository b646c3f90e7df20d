package io.cosmosdataflow.definition.load;

import io.cosmosdataflow.definition.Activity;
import io.cosmosdataflow.definition.Branch;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.diagnostic.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Parts the activities inside an activity from its other settings, whose expressions mean something else: an expression
 * inside a ForEach activity has an item.
 *
 * <p>Source: Microsoft Learn, control-flow-for-each-activity, control-flow-until-activity,
 * control-flow-if-condition-activity, control-flow-switch-activity.
 */
final class BranchReader {

    private static final String CASES = "cases";

    private static final Map<String, List<String>> LISTS = Map.of(
            "ForEach", List.of("activities"),
            "Until", List.of("activities"),
            "IfCondition", List.of("ifTrueActivities", "ifFalseActivities"),
            "Switch", List.of("defaultActivities"));

    private static final Set<String> LOOPS = Set.of("ForEach", "Until");

    private BranchReader() {}

    /** @param reader reads one activity inside */
    static Activity.Body read(String type, Properties typeProperties, Function<Properties, Activity> reader) {
        List<String> lists = LISTS.getOrDefault(type, List.of());
        if (lists.isEmpty()) {
            return new Activity.Body(typeProperties.json(), List.of());
        }
        List<Branch> branches = new ArrayList<>();
        for (String list : lists) {
            if (LOOPS.contains(type) && !typeProperties.present(list)) {
                typeProperties.missing(list);
            }
            branches.add(branch(list, typeProperties, list, reader));
        }
        List<String> parted = new ArrayList<>(lists);
        if (type.equals("Switch")) {
            parted.add(CASES);
            typeProperties.objects(CASES).forEach(each -> branches.add(theCase(each, branches, reader)));
        }
        JsonObject others = typeProperties.json().only(name -> parted.stream().noneMatch(name::equalsIgnoreCase));
        return new Activity.Body(others, branches);
    }

    private static Branch theCase(Properties each, List<Branch> before, Function<Properties, Activity> reader) {
        if (!each.present("value")) {
            each.missing("value");
        }
        Branch branch = branch(Branch.CASE + each.text("value", ""), each, "activities", reader);
        if (before.stream().anyMatch(other -> other.name().equals(branch.name()))) {
            each.issues()
                    .error(
                            ErrorCode.DuplicateName,
                            each.spanOf("value"),
                            "'value' of " + each.owner() + " is that of another case.",
                            "Give each case a value of its own.");
        }
        each.finish();
        return branch;
    }

    private static Branch branch(
            String name, Properties owner, String property, Function<Properties, Activity> reader) {
        return new Branch(name, owner.objects(property).stream().map(reader).toList());
    }
}
