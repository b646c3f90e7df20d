package io.cosmosdataflow.copy.document;

import io.cosmosdataflow.definition.json.JsonPath;
import io.cosmosdataflow.definition.json.JsonPath.Element;
import io.cosmosdataflow.definition.json.JsonPath.Member;
import io.cosmosdataflow.definition.json.JsonPath.Step;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Paths put together by their first steps, so that one walk through a document finds all of them. */
final class PathTree implements Serializable {

    final Map<String, PathTree> members = new HashMap<>();
    final Map<Integer, PathTree> elements = new HashMap<>();
    /** Places of the paths that end here. */
    final List<Integer> places = new ArrayList<>();

    static PathTree of(List<JsonPath> paths) {
        PathTree root = new PathTree();
        for (int place = 0; place < paths.size(); place++) {
            PathTree node = root;
            for (Step step : paths.get(place).steps()) {
                node = node.below(step);
            }
            node.places.add(place);
        }
        return root;
    }

    private PathTree below(Step step) {
        return step instanceof Member member
                ? members.computeIfAbsent(member.name(), name -> new PathTree())
                : elements.computeIfAbsent(((Element) step).index(), index -> new PathTree());
    }

    boolean leaf() {
        return members.isEmpty() && elements.isEmpty();
    }
}
