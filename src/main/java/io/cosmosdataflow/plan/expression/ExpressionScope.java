package io.cosmosdataflow.plan.expression;

import io.cosmosdataflow.function.Function.Kind;
import io.cosmosdataflow.plan.expression.TypedExpression.Variable;
import io.cosmosdataflow.plan.stream.StreamSchema;
import io.cosmosdataflow.script.Argument;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What the names in an expression mean at its place.
 *
 * @param columns what a column name may be: the columns of the stream, or of both streams of a join
 * @param inputs each input stream by name, in order; for functions that ask for one stream
 * @param names words that stand for values here: {@code name} and {@code type} in {@code match(..)}, {@code i1}
 *     in a library function
 * @param locals of the statement
 * @param variables of the lambdas around, the innermost last
 * @param kinds functions that may be called
 */
public record ExpressionScope(
        FlowNames flow,
        StreamSchema columns,
        Map<String, StreamSchema> inputs,
        Map<String, TypedExpression> names,
        Locals locals,
        Optional<PatternMatch> pattern,
        List<Variable> variables,
        Set<Kind> kinds) {

    public ExpressionScope {
        Objects.requireNonNull(flow, "flow");
        Objects.requireNonNull(columns, "columns");
        names = Map.copyOf(names);
        Objects.requireNonNull(locals, "locals");
        variables = List.copyOf(variables);
        kinds = Set.copyOf(kinds);
    }

    /** Scalar functions over the columns of one stream, or of several joined. */
    public static ExpressionScope of(FlowNames flow, StreamSchema columns, Map<String, StreamSchema> inputs) {
        return new ExpressionScope(
                flow,
                columns,
                inputs,
                Map.of(),
                Locals.NONE,
                Optional.empty(),
                List.of(),
                Set.of(Kind.SCALAR, Kind.STREAM));
    }

    /** Parameters and constants only. */
    public static ExpressionScope withoutColumns(FlowNames flow) {
        return of(flow, StreamSchema.closed(List.of()), Map.of());
    }

    public ExpressionScope withKinds(Kind... more) {
        Set<Kind> all = new java.util.HashSet<>(kinds);
        all.addAll(List.of(more));
        return new ExpressionScope(flow, columns, inputs, names, locals.anew(), pattern, variables, all);
    }

    /** Words that go before columns of the same name. */
    public ExpressionScope withNames(Map<String, TypedExpression> words) {
        return new ExpressionScope(flow, columns, inputs, words, locals.anew(), pattern, variables, kinds);
    }

    /** With the locals among {@code arguments}, in whatever order they stand. */
    public ExpressionScope withLocals(List<Argument> arguments) {
        return new ExpressionScope(flow, columns, inputs, names, locals.with(arguments), pattern, variables, kinds);
    }

    /** Where locals stand: outside of lambdas and patterns. */
    ExpressionScope ofLocals() {
        return new ExpressionScope(flow, columns, inputs, names, locals, Optional.empty(), List.of(), kinds);
    }

    public ExpressionScope withPattern(PatternMatch match) {
        return new ExpressionScope(flow, columns, inputs, names, locals, Optional.of(match), variables, kinds);
    }

    ExpressionScope withVariables(List<Variable> more) {
        List<Variable> all = new ArrayList<>(variables);
        all.addAll(more);
        return new ExpressionScope(flow, columns, inputs, names, locals, pattern, all, kinds);
    }
}
