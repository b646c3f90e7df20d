package io.cosmosdataflow.plan.expression;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.NearestNames;
import io.cosmosdataflow.function.Types;
import io.cosmosdataflow.plan.expression.TypedExpression.UnknownValue;
import io.cosmosdataflow.script.Argument;
import io.cosmosdataflow.script.Expression;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The locals of a statement, {@code name := expression}. Each is analysed once, when something asks for it, so
 * that their order means nothing: Studio saves them behind the columns that use them.
 *
 * <p>Source: Microsoft Learn, concepts-data-flow-expression-builder; public scripts.
 */
final class Locals {

    static final Locals NONE = new Locals(Map.of());

    private final Map<String, Argument.Local> defined;
    private final Map<String, TypedExpression> values = new HashMap<>();
    private final List<String> asked = new ArrayList<>();

    private static final int MOST_LEVELS = 50;
    /** Locals that use the one before twice double with each. */
    private static final int MOST_PARTS = 10_000;

    private Locals(Map<String, Argument.Local> defined) {
        this.defined = defined;
    }

    /** With those among {@code arguments}. */
    Locals with(List<Argument> arguments) {
        Map<String, Argument.Local> all = new LinkedHashMap<>(defined);
        for (Argument argument : arguments) {
            if (argument instanceof Argument.Local local) {
                all.put(local.name(), local);
            }
        }
        return all.isEmpty() ? NONE : new Locals(all);
    }

    /** The same definitions where names or functions mean something else. */
    Locals anew() {
        return defined.isEmpty() ? NONE : new Locals(defined);
    }

    /** @param scope where it is used; variables of lambdas and the matched column are not known to a local */
    TypedExpression value(Expression.LocalName use, ExpressionScope scope, Issues issues) {
        String name = use.name();
        Argument.Local local = defined.get(name);
        if (local == null) {
            return wrong(
                    use, "There is no local ':" + name + "' here.", NearestNames.hint(name, defined.keySet()), issues);
        }
        if (asked.contains(name)) {
            List<String> circle = new ArrayList<>(asked.subList(asked.indexOf(name), asked.size()));
            circle.add(name);
            return wrong(
                    use,
                    "The locals go in a circle: :" + String.join(" needs :", circle) + ".",
                    "A local can only be made of locals that do without it.",
                    issues);
        }
        TypedExpression known = values.get(name);
        if (known != null) {
            return known;
        }
        if (asked.size() >= MOST_LEVELS) {
            return wrong(use, "The locals need each other deeper than " + MOST_LEVELS + " levels.", "", issues);
        }
        asked.add(name);
        ExpressionScope outside = scope.ofLocals();
        TypedExpression value = new ExpressionAnalyzer(outside, issues).analyze(local.value());
        asked.remove(asked.size() - 1);
        if (!Parts.atMost(value, MOST_PARTS)) {
            value = wrong(
                    use,
                    "The local ':" + name + "' has more than " + MOST_PARTS + " parts with those of the locals in it.",
                    "What a local stands for is computed where it is used. Give it a column of its own.",
                    issues);
        }
        values.put(name, value);
        return value;
    }

    private static TypedExpression wrong(Expression.LocalName use, String message, String hint, Issues issues) {
        issues.error(ErrorCode.UnknownName, use.span(), message, hint);
        return new UnknownValue(":" + use.name(), Types.UNKNOWN);
    }
}
