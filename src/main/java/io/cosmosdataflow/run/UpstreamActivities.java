package io.cosmosdataflow.run;

import io.cosmosdataflow.definition.Activity;
import io.cosmosdataflow.definition.Dependency;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The activities of a list that have ended whenever one of them begins: those that it depends on, and those that these
 * depend on. Only to their outputs may it refer. Source: Data Factory refuses a run in which an activity refers to
 * another one that is not on the path of its dependencies ({@code InvalidTemplate}).
 */
final class UpstreamActivities {

    private final TreeMap<String, Activity> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    UpstreamActivities(List<Activity> list) {
        list.forEach(each -> byName.put(each.name(), each));
    }

    /** Names of those that may not have ended, itself among them. */
    Set<String> others(Activity activity) {
        Set<String> others = new TreeSet<>(byName.comparator());
        others.addAll(byName.keySet());
        Deque<Activity> upstream = new ArrayDeque<>(List.of(activity));
        while (!upstream.isEmpty()) {
            upstream.pop().execution().dependsOn().stream()
                    .map(Dependency::activity)
                    .filter(others::remove)
                    .map(byName::get)
                    .forEach(upstream::push);
        }
        return others;
    }
}
