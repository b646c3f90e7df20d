package io.cosmosdataflow.plan.expression;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.Span;
import io.cosmosdataflow.plan.expression.ColumnPattern.Candidate;
import io.cosmosdataflow.plan.expression.TypedExpression.ColumnValue;
import io.cosmosdataflow.script.Argument;
import io.cosmosdataflow.script.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * {@code name = value} and its short forms, as select, derive, aggregate, window, flatten and sinks have them:
 * {@code name}, {@code a.b.name}, locals, and column patterns, which become one assignment per matched column.
 *
 * <p>Source: Microsoft Learn, concepts-data-flow-column-pattern.
 */
public final class Assignments {

    private final Issues issues;
    private final List<Assigned> assigned = new ArrayList<>();
    private final ExpressionScope scope;
    private boolean open;

    /** A named value; {@code span} is where the assignment stands. */
    public record Assigned(String name, TypedExpression value, Span span) {
        public Assigned {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(value, "value");
            Objects.requireNonNull(span, "span");
        }
    }

    /** @param open whether a pattern may match columns that only the run knows */
    public record Result(List<Assigned> columns, boolean open) {
        public Result {
            columns = List.copyOf(columns);
        }
    }

    private Assignments(ExpressionScope scope, Issues issues) {
        this.scope = scope;
        this.issues = issues;
    }

    /** What a list of assignments cannot have is reported. */
    public static Result of(List<Argument> arguments, ExpressionScope scope, Issues issues) {
        Assignments assignments = new Assignments(scope.withLocals(arguments), issues);
        arguments.forEach(assignments::add);
        return new Result(assignments.assigned, assignments.open);
    }

    private void add(Argument argument) {
        if (argument instanceof Argument.Local local) {
            analyzer().analyze(new Expression.LocalName(local.name(), local.span()));
        } else if (argument instanceof Argument.Assignment assignment) {
            name(assignment.target(), scope)
                    .ifPresent(name -> assigned.add(
                            new Assigned(name, analyzer().analyze(assignment.value()), assignment.span())));
        } else if (argument instanceof Argument.Value value) {
            value(value);
        } else {
            boolean definition = argument instanceof Argument.ColumnDefinition;
            issues.error(
                    ErrorCode.InvalidTransformation,
                    argument.span(),
                    "This argument has no meaning here.",
                    definition
                            ? "Write name = expression ? type to make a column of a type."
                            : "Write name = expression.");
        }
    }

    private void value(Argument.Value value) {
        Expression expression = value.expression();
        if (expression instanceof Expression.Call call && call.function().equals("each")) {
            each(call);
            return;
        }
        Optional<String> name = Targets.lastName(expression);
        if (name.isEmpty()) {
            issues.error(
                    ErrorCode.InvalidTransformation,
                    value.span(),
                    "This column has no name.",
                    "Write name = expression.");
            return;
        }
        assigned.add(new Assigned(name.get(), analyzer().analyze(expression), value.span()));
    }

    private void each(Expression.Call call) {
        Optional<ColumnPattern> pattern = ColumnPattern.of(call, scope, issues);
        if (pattern.isEmpty()) {
            return;
        }
        ColumnPattern.Matches matches = pattern.get().matches();
        open |= matches.open();
        List<Optional<Argument.Assignment>> forms = pattern.get().assignments();
        for (Argument.Assignment form : forms.stream().flatMap(Optional::stream).toList()) {
            matches.candidates().forEach(candidate -> assign(form, candidate));
        }
        if (forms.stream().allMatch(Optional::isEmpty)) {
            matches.candidates()
                    .forEach(candidate -> assigned.add(new Assigned(candidate.name(), candidate.value(), call.span())));
        }
    }

    private void assign(Argument.Assignment form, Candidate candidate) {
        name(form.target(), scope.withPattern(candidate.asName()))
                .ifPresent(name -> assigned.add(new Assigned(
                        name,
                        new ExpressionAnalyzer(scope.withPattern(candidate.asValue()), issues).analyze(form.value()),
                        form.span())));
    }

    /** A plain name, or a text that is computed from the name of the matched column. */
    private Optional<String> name(Expression target, ExpressionScope where) {
        Optional<String> plain = Targets.name(target);
        if (plain.isPresent()) {
            return plain;
        }
        TypedExpression name = new ExpressionAnalyzer(where, issues).analyze(target);
        if (name instanceof ColumnValue column) {
            return Optional.of(column.column().name());
        }
        Optional<Object> value = ConstantValues.value(name, scope.flow().startOfRun());
        if (value.isEmpty() && ConstantValues.waits(name)) {
            open = true;
        } else if (value.isEmpty()) {
            issues.error(
                    ErrorCode.InvalidTransformation,
                    target.span(),
                    "The name of this column cannot be known before there is data.",
                    "Use $$, $0, $1, texts and parameters.");
        }
        return value.map(String::valueOf);
    }

    private ExpressionAnalyzer analyzer() {
        return new ExpressionAnalyzer(scope, issues);
    }
}
