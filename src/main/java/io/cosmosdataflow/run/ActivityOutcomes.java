package io.cosmosdataflow.run;

import io.cosmosdataflow.definition.Activity;
import io.cosmosdataflow.definition.Dependency;
import io.cosmosdataflow.definition.Dependency.DependencyCondition;
import io.cosmosdataflow.state.RunStatus;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How the activities of a list have ended so far, those of a pipeline or of one branch of it, and what follows from it. Not thread-safe.
 *
 * <p>Source: Microsoft Learn, tutorial-pipeline-failure-error-handling: several conditions on one dependency
 * are alternatives, several dependencies must all hold; a pipeline succeeds if all its leaf activities do, where
 * a skipped leaf counts as the activities it waited for.
 */
final class ActivityOutcomes {

    /** What may be done with an activity now. */
    enum Readiness {
        WAITING,
        READY,
        SKIPPED
    }

    private final Map<String, Activity> activities = new LinkedHashMap<>();
    private final Map<String, RunStatus> ended = new HashMap<>();

    ActivityOutcomes(List<Activity> activities) {
        activities.forEach(each -> this.activities.put(key(each.name()), each));
    }

    Optional<Activity> find(String name) {
        return Optional.ofNullable(activities.get(key(name)));
    }

    Activity require(String name) {
        return find(name).orElseThrow();
    }

    void end(Activity activity, RunStatus status) {
        ended.put(key(activity.name()), status);
    }

    boolean hasEnded(Activity activity) {
        return ended.containsKey(key(activity.name()));
    }

    boolean allEnded() {
        return ended.size() == activities.size();
    }

    Readiness readiness(Activity activity) {
        boolean holds = true;
        for (Dependency dependency : activity.execution().dependsOn()) {
            RunStatus status = ended.get(key(dependency.activity()));
            if (status == null) {
                return Readiness.WAITING;
            }
            holds &= dependency.conditions().stream().anyMatch(condition -> holds(condition, status, dependency));
        }
        return holds ? Readiness.READY : Readiness.SKIPPED;
    }

    /** Of the whole list. */
    RunStatus status() {
        return cause().isPresent() ? RunStatus.Failed : RunStatus.Succeeded;
    }

    /** An activity that has failed, so that the whole list has; empty if it has not. */
    Optional<Activity> cause() {
        Set<String> awaited = new HashSet<>();
        activities.values().forEach(activity -> activity.execution()
                .dependsOn()
                .forEach(each -> awaited.add(key(each.activity()))));
        return activities.values().stream()
                .filter(activity -> !awaited.contains(key(activity.name())))
                .flatMap(leaf -> cause(leaf).stream())
                .findFirst();
    }

    private Optional<Activity> cause(Activity leaf) {
        RunStatus status = ended.get(key(leaf.name()));
        if (status != RunStatus.Skipped) {
            return status == RunStatus.Failed ? Optional.of(leaf) : Optional.empty();
        }
        return leaf.execution().dependsOn().stream()
                .flatMap(before -> find(before.activity()).stream())
                .flatMap(before -> cause(before).stream())
                .findFirst();
    }

    private boolean holds(DependencyCondition condition, RunStatus status, Dependency dependency) {
        RunStatus counted = status == RunStatus.Inactive
                ? find(dependency.activity())
                        .map(activity -> RunStatus.valueOf(
                                activity.execution().onInactiveMarkAs().name()))
                        .orElse(status)
                : status;
        return switch (condition) {
            case Succeeded -> counted == RunStatus.Succeeded;
            case Failed -> counted == RunStatus.Failed;
            case Skipped -> counted == RunStatus.Skipped;
            case Completed -> counted == RunStatus.Succeeded || counted == RunStatus.Failed;
        };
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
