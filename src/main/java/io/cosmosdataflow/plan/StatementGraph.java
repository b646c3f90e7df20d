package io.cosmosdataflow.plan;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.NearestNames;
import io.cosmosdataflow.script.Script.Statement;
import io.cosmosdataflow.script.Script.StreamReference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Statements by name, and the order in which they can be computed: a script may name a stream before it is made. */
final class StatementGraph {

    private final Map<String, Statement> byName = new LinkedHashMap<>();
    private final Issues issues;

    private StatementGraph(Issues issues) {
        this.issues = issues;
    }

    /** Each statement behind those that it needs; those on a cycle are reported and left out. */
    static List<Statement> ordered(List<Statement> statements, Issues issues) {
        StatementGraph graph = new StatementGraph(issues);
        statements.forEach(graph::add);
        statements.forEach(graph::checkInputs);
        return graph.order();
    }

    private void add(Statement statement) {
        Statement before = byName.putIfAbsent(statement.name(), statement);
        if (before != null) {
            issues.error(
                    ErrorCode.DuplicateName,
                    statement.nameSpan(),
                    "There are two streams '" + statement.name() + "'.",
                    "The first is made at " + before.nameSpan().line() + ":"
                            + before.nameSpan().column() + ".");
        }
    }

    private void checkInputs(Statement statement) {
        statement.inputs().forEach(this::checkInput);
        int expected = Transformations.inputs(statement.transformation());
        int count = statement.inputs().size();
        boolean wrong = expected == Integer.MAX_VALUE ? count < 1 : count != expected;
        if (wrong && Transformations.find(statement.transformation()).isPresent()) {
            issues.error(
                    ErrorCode.InvalidTransformation,
                    statement.span(),
                    statement.transformation() + " '" + statement.name() + "' has " + count
                            + (count == 1 ? " input stream" : " input streams") + "; it needs "
                            + (expected == Integer.MAX_VALUE ? "at least 1" : expected) + ".",
                    "");
        }
    }

    private void checkInput(StreamReference input) {
        Statement made = byName.get(input.stream());
        if (made == null) {
            issues.error(
                    ErrorCode.UnknownStream,
                    input.span(),
                    "There is no stream '" + input.stream() + "'.",
                    NearestNames.hint(input.stream(), byName.keySet()));
            return;
        }
        if (made.transformation().equals("sink")) {
            issues.error(
                    ErrorCode.UnknownStream,
                    input.span(),
                    "'" + input.stream() + "' is a sink; nothing comes out of it.",
                    "");
            return;
        }
        Optional<String> branch = input.branch();
        boolean known =
                branch.map(made.branches()::contains).orElse(made.branches().isEmpty());
        if (!known) {
            List<String> branches = made.branches().stream()
                    .map(name -> made.name() + "@" + name)
                    .toList();
            issues.error(
                    ErrorCode.UnknownStream,
                    input.span(),
                    branch.isEmpty()
                            ? "'" + input.stream() + "' has several outputs; name one of them."
                            : "'" + input.stream() + "' has no output '" + branch.get() + "'.",
                    branches.isEmpty() ? "" : "There are " + String.join(", ", branches) + ".");
        }
    }

    private List<Statement> order() {
        Map<String, Set<String>> needs = new LinkedHashMap<>();
        byName.forEach((name, statement) -> needs.put(name, needs(statement)));
        List<Statement> ordered = new ArrayList<>();
        Set<String> done = new LinkedHashSet<>();
        boolean more = true;
        while (more) {
            List<String> ready = needs.entrySet().stream()
                    .filter(entry -> !done.contains(entry.getKey()) && done.containsAll(entry.getValue()))
                    .map(Map.Entry::getKey)
                    .toList();
            ready.forEach(name -> ordered.add(byName.get(name)));
            done.addAll(ready);
            more = !ready.isEmpty();
        }
        reportCycle(needs, done);
        return ordered;
    }

    private Set<String> needs(Statement statement) {
        Set<String> needs = new LinkedHashSet<>();
        statement.inputs().stream().map(StreamReference::stream).forEach(needs::add);
        needs.addAll(CacheReferences.of(statement));
        needs.retainAll(byName.keySet());
        return needs;
    }

    private void reportCycle(Map<String, Set<String>> needs, Set<String> done) {
        Optional<String> start =
                needs.keySet().stream().filter(name -> !done.contains(name)).findFirst();
        if (start.isEmpty()) {
            return;
        }
        Function<String, Collection<String>> open = name ->
                needs.get(name).stream().filter(each -> !done.contains(each)).toList();
        List<String> path = new ArrayList<>();
        String name = start.get();
        while (!path.contains(name)) {
            path.add(name);
            name = open.apply(name).iterator().next();
        }
        List<String> cycle = new ArrayList<>(path.subList(path.indexOf(name), path.size()));
        cycle.add(name);
        issues.error(
                ErrorCode.InvalidTransformation,
                byName.get(name).nameSpan(),
                "The streams go in a circle: " + String.join(" needs ", cycle) + ".",
                "A stream can only be made of streams before it.");
    }
}
