package io.cosmosdataflow.plan.statement;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.NearestNames;
import io.cosmosdataflow.diagnostic.Span;
import io.cosmosdataflow.plan.expression.Targets;
import io.cosmosdataflow.script.Argument;
import io.cosmosdataflow.script.Expression;
import io.cosmosdataflow.script.Script.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which arguments a statement may have, and how often: what would be passed over, because it is not known or because
 * another one of its kind counts, is an error at its place. Properties that are not known are reported by their readers.
 */
final class StatementArguments {

    private static final String PARTITION_BY = "partitionBy";

    /** Transformations in which a name is given to a value; two values of one name could not both stay. */
    private static final Set<String> NAMING = Set.of("derive", "aggregate", "window", "pivot", "parse", "stringify");

    /** Parts that give names too. */
    private static final Set<String> NAMING_PARTS = Set.of("groupBy", "over");

    /** Parts of a transformation that may stand once each; {@code compose} has one mapping for each stream. */
    private static final Map<String, Set<String>> PARTS = Map.ofEntries(
            Map.entry("source", Set.of("output")),
            Map.entry("input", Set.of("output")),
            Map.entry("sink", Set.of("input", "mapColumn")),
            Map.entry("output", Set.of("mapColumn")),
            Map.entry("select", Set.of("mapColumn")),
            Map.entry("cast", Set.of("output")),
            Map.entry("call", Set.of("mapColumn", "output")),
            Map.entry("foldDown", Set.of("unroll", "unrollMultiple", "mapColumn")),
            Map.entry("compose", Set.of("mapColumn")),
            Map.entry("aggregate", Set.of("groupBy")),
            Map.entry("pivot", Set.of("groupBy", "pivotBy")),
            Map.entry("unpivot", Set.of("output", "ungroupBy")),
            Map.entry("window", Set.of("over")),
            Map.entry("keyGenerate", Set.of("output")),
            Map.entry("rank", Set.of("output")));

    /** Transformations that have nothing but parts and properties. */
    private static final Set<String> PARTS_ONLY =
            Set.of("source", "input", "sink", "output", "select", "cast", "call", "foldDown", "compose");

    private final Statement statement;
    private final Set<String> parts;
    private final Issues issues;

    private StatementArguments(Statement statement, Issues issues) {
        this.statement = statement;
        this.parts = PARTS.getOrDefault(statement.transformation(), Set.of());
        this.issues = issues;
    }

    static void check(Statement statement, Issues issues) {
        StatementArguments arguments = new StatementArguments(statement, issues);
        arguments.checkOnce();
        arguments.checkKnown();
        arguments.checkNames();
    }

    private void checkOnce() {
        Set<String> seen = new HashSet<>();
        for (Argument argument : statement.arguments()) {
            Optional<String> name = onlyOnce(argument);
            if (name.isPresent() && !seen.add(name.get())) {
                issues.error(
                        ErrorCode.DuplicateName,
                        argument.span(),
                        shown(argument) + " stands twice in " + owner() + ".",
                        "Only one of them could count; remove the other.");
            }
        }
    }

    private Optional<String> onlyOnce(Argument argument) {
        if (argument instanceof Argument.Property property) {
            return Optional.of(property.name().toLowerCase(Locale.ROOT) + ":");
        }
        boolean once = !statement.transformation().equals("compose");
        return call(argument)
                .filter(call -> call.function().equals(PARTITION_BY) || once && parts.contains(call.function()))
                .map(call -> call.function().startsWith("unroll") ? "unroll" : call.function());
    }

    private String shown(Argument argument) {
        if (argument instanceof Argument.Property property) {
            return "'" + property.name() + "'";
        }
        return call(argument).orElseThrow().function() + "(..)";
    }

    private void checkKnown() {
        if (!PARTS_ONLY.contains(statement.transformation())) {
            return;
        }
        for (Argument argument : statement.arguments()) {
            boolean known = argument instanceof Argument.Property
                    || argument instanceof Argument.Local
                    || call(argument)
                            .filter(call -> parts.contains(call.function())
                                    || call.function().equals(PARTITION_BY))
                            .isPresent();
            if (!known) {
                Set<String> names = new HashSet<>(parts);
                names.add(PARTITION_BY);
                issues.error(
                        ErrorCode.InvalidTransformation,
                        argument.span(),
                        "This argument of " + owner() + " has no meaning here.",
                        call(argument)
                                .map(call -> NearestNames.hint(call.function(), names))
                                .orElse("Columns stand in "
                                        + parts.stream()
                                                .sorted()
                                                .map(each -> each + "(..)")
                                                .reduce((one, other) -> one + " or " + other)
                                                .orElseThrow()
                                        + "."));
            }
        }
    }

    private void checkNames() {
        if (!NAMING.contains(statement.transformation())) {
            return;
        }
        List<Argument> all = new ArrayList<>();
        for (Argument argument : statement.arguments()) {
            Optional<Expression.Call> part = call(argument).filter(call -> NAMING_PARTS.contains(call.function()));
            part.ifPresentOrElse(call -> all.addAll(call.arguments()), () -> all.add(argument));
        }
        Set<String> names = new HashSet<>();
        for (Argument argument : all) {
            name(argument).filter(name -> !names.add(name)).ifPresent(name -> duplicate(name, argument.span()));
        }
    }

    private static Optional<String> name(Argument argument) {
        if (argument instanceof Argument.Assignment assignment) {
            return Targets.name(assignment.target());
        }
        return argument instanceof Argument.Value value ? Targets.lastName(value.expression()) : Optional.empty();
    }

    private void duplicate(String name, Span span) {
        issues.error(
                ErrorCode.DuplicateName,
                span,
                "There are two columns '" + name + "' in " + owner() + ".",
                "Only one of them could stay; give the other one another name.");
    }

    private static Optional<Expression.Call> call(Argument argument) {
        return Stream.of(argument)
                .filter(Argument.Value.class::isInstance)
                .map(each -> ((Argument.Value) each).expression())
                .filter(Expression.Call.class::isInstance)
                .map(Expression.Call.class::cast)
                .findFirst();
    }

    private String owner() {
        return statement.transformation() + " '" + statement.name() + "'";
    }
}
