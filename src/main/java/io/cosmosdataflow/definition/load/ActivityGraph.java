package io.cosmosdataflow.definition.load;

import io.cosmosdataflow.definition.Activity;
import io.cosmosdataflow.definition.Catalog;
import io.cosmosdataflow.definition.Dependency;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.NearestNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks that names are unique in a pipeline, that dependencies have targets in their own list, and that nothing waits
 * for itself.
 */
final class ActivityGraph {

    private final Map<String, Activity> byName = new LinkedHashMap<>();
    private final List<Activity> activities;
    private final Map<String, Activity> ofThePipeline;
    private final Issues issues;

    private ActivityGraph(List<Activity> activities, Map<String, Activity> ofThePipeline, Issues issues) {
        this.activities = activities;
        this.ofThePipeline = ofThePipeline;
        this.issues = issues;
    }

    static void check(List<Activity> activities, Issues issues) {
        check(activities, new HashMap<>(), issues);
    }

    /** @param ofThePipeline those of the lists before */
    private static void check(List<Activity> activities, Map<String, Activity> ofThePipeline, Issues issues) {
        ActivityGraph graph = new ActivityGraph(activities, ofThePipeline, issues);
        graph.names();
        graph.targets();
        graph.cycles();
        activities.forEach(activity ->
                activity.body().branches().forEach(branch -> check(branch.activities(), ofThePipeline, issues)));
    }

    private void names() {
        for (Activity activity : activities) {
            byName.putIfAbsent(Catalog.key(activity.name()), activity);
            Activity twin = ofThePipeline.putIfAbsent(Catalog.key(activity.name()), activity);
            if (twin != null && !activity.name().isBlank()) {
                issues.error(
                        ErrorCode.DuplicateName,
                        activity.span(),
                        "Another activity is already called '" + twin.name() + "', at line "
                                + twin.span().line() + ".",
                        "Give one of them another name; upper and lower case are the same.");
            }
        }
    }

    private void targets() {
        List<String> names = activities.stream()
                .map(Activity::name)
                .filter(name -> !name.isBlank())
                .toList();
        for (Activity activity : activities) {
            for (Dependency dependency : activity.execution().dependsOn()) {
                if (!byName.containsKey(Catalog.key(dependency.activity()))
                        && !dependency.activity().isBlank()) {
                    issues.error(
                            ErrorCode.InvalidDependency,
                            dependency.span(),
                            "Activity '" + activity.name() + "' depends on '" + dependency.activity()
                                    + "', which is not in the same list of activities.",
                            NearestNames.hint(dependency.activity(), names));
                }
            }
        }
    }

    private void cycles() {
        Set<String> done = new HashSet<>();
        for (Activity activity : activities) {
            walk(activity, new ArrayList<>(), done);
        }
    }

    private void walk(Activity activity, List<Activity> path, Set<String> done) {
        int seen = path.indexOf(activity);
        if (seen >= 0) {
            List<String> names = new ArrayList<>(
                    path.subList(seen, path.size()).stream().map(Activity::name).toList());
            names.add(activity.name());
            issues.error(
                    ErrorCode.InvalidDependency,
                    activity.span(),
                    "Activities wait for each other in a circle: " + String.join(" -> ", names) + ".",
                    "Remove one of these dependencies.");
            return;
        }
        if (done.contains(Catalog.key(activity.name()))) {
            return;
        }
        path.add(activity);
        for (Dependency dependency : activity.execution().dependsOn()) {
            Activity target = byName.get(Catalog.key(dependency.activity()));
            if (target != null) {
                walk(target, path, done);
            }
        }
        path.remove(path.size() - 1);
        done.add(Catalog.key(activity.name()));
    }
}
