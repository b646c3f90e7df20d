package io.cosmosdataflow.plan.expression;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.Span;
import io.cosmosdataflow.function.Types;
import io.cosmosdataflow.plan.expression.TypedExpression.ColumnValue;
import io.cosmosdataflow.plan.expression.TypedExpression.Constant;
import io.cosmosdataflow.plan.stream.StreamColumn;
import io.cosmosdataflow.script.Argument;
import io.cosmosdataflow.script.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * {@code each(match(condition), ...)}, {@code each(patternMatch(`regex`), ...)}, and both over the fields of a
 * complex column. A regular expression matches where it occurs in the name.
 *
 * <p>Source: Microsoft Learn, concepts-data-flow-column-pattern, data-flow-select (rule-based mapping).
 */
final class ColumnPattern {

    private final ExpressionScope scope;
    private final Issues issues;
    private final Optional<TypedExpression> parent;
    private final Expression.Call matcher;
    private final List<Optional<Argument.Assignment>> assignments;

    /** One column, or one field of a complex column. */
    record Candidate(String name, TypedExpression value, String path, String stream, List<String> groups) {

        /** Where {@code $$} is the name. */
        PatternMatch asName() {
            return new PatternMatch(Constant.text(name), path, groups);
        }

        /** Where {@code $$} is the column. */
        PatternMatch asValue() {
            return new PatternMatch(value, path, groups);
        }
    }

    /** @param open whether there may be more that only the run knows */
    record Matches(List<Candidate> candidates, boolean open) {}

    private ColumnPattern(
            ExpressionScope scope,
            Issues issues,
            Optional<TypedExpression> parent,
            Expression.Call matcher,
            List<Optional<Argument.Assignment>> assignments) {
        this.scope = scope;
        this.issues = issues;
        this.parent = parent;
        this.matcher = matcher;
        this.assignments = List.copyOf(assignments);
    }

    static Optional<ColumnPattern> of(Expression.Call each, ExpressionScope scope, Issues issues) {
        Optional<TypedExpression> parent = Optional.empty();
        Optional<Expression.Call> matcher = Optional.empty();
        List<Optional<Argument.Assignment>> assignments = new ArrayList<>();
        for (Argument argument : each.arguments()) {
            if (argument instanceof Argument.Assignment assignment) {
                assignments.add(Optional.of(assignment));
            } else if (argument instanceof Argument.Value value
                    && value.expression() instanceof Expression.Call call
                    && matcher.isEmpty()
                    && (call.function().equals("match") || call.function().equals("patternMatch"))) {
                matcher = Optional.of(call);
            } else if (argument instanceof Argument.Value value && matcher.isEmpty() && parent.isEmpty()) {
                parent = Optional.of(new ExpressionAnalyzer(scope, issues).analyze(value.expression()));
            } else {
                report(issues, argument.span(), "This argument of each() has no meaning here.");
            }
        }
        if (matcher.isEmpty()) {
            report(issues, each.span(), "each() has no match(..).");
            return Optional.empty();
        }
        return Optional.of(new ColumnPattern(scope, issues, parent, matcher.get(), assignments));
    }

    List<Optional<Argument.Assignment>> assignments() {
        return assignments;
    }

    Matches matches() {
        List<Candidate> all = parent.isPresent() ? fields(parent.get()) : columns();
        boolean open = parent.isPresent()
                ? Types.isUnknown(parent.get().type())
                : scope.columns().open();
        Optional<Expression> argument = matcher.arguments().stream()
                .filter(Argument.Value.class::isInstance)
                .map(value -> ((Argument.Value) value).expression())
                .findFirst();
        if (argument.isEmpty() || matcher.arguments().size() != 1) {
            report(issues, matcher.span(), matcher.function() + "() takes 1 argument.");
            return new Matches(List.of(), open);
        }
        return matcher.function().equals("match")
                ? byCondition(all, argument.get(), open)
                : byRegex(all, argument.get(), open);
    }

    private List<Candidate> columns() {
        List<Candidate> candidates = new ArrayList<>();
        for (StreamColumn column : scope.columns().columns()) {
            List<String> streams = column.streams();
            String stream = streams.isEmpty() ? "" : streams.get(streams.size() - 1);
            candidates.add(new Candidate(column.name(), new ColumnValue(column), column.name(), stream, List.of()));
        }
        return candidates;
    }

    private List<Candidate> fields(TypedExpression from) {
        DataType type = from.type();
        while (type instanceof ArrayType array) {
            type = array.elementType();
        }
        List<Candidate> candidates = new ArrayList<>();
        if (type instanceof StructType struct) {
            String prefix = from instanceof ColumnValue column ? column.column().name() + "." : "";
            for (StructField field : struct.fields()) {
                TypedExpression value = new ExpressionAnalyzer(scope, issues).field(from, field.name(), matcher.span());
                candidates.add(new Candidate(field.name(), value, prefix + field.name(), "", List.of()));
            }
        } else if (!Types.isUnknown(type)) {
            report(
                    issues,
                    matcher.span(),
                    "each() goes through the fields of a complex column, and this one is " + Types.name(from.type())
                            + ".");
        }
        return candidates;
    }

    private Matches byCondition(List<Candidate> all, Expression condition, boolean open) {
        List<TypedExpression> conditions = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            Candidate candidate = all.get(i);
            ExpressionScope inside = scope.withNames(metadata(candidate, i + 1)).withPattern(candidate.asName());
            conditions.add(new ExpressionAnalyzer(inside, issues).analyze(condition));
        }
        if (all.isEmpty()) {
            Candidate sample = new Candidate("", Constant.nothing(), "", "", List.of());
            new ExpressionAnalyzer(scope.withNames(metadata(sample, 1)), issues).analyze(condition);
        }
        List<Optional<Object>> values =
                ConstantValues.values(conditions, scope.flow().startOfRun());
        List<Candidate> matched = new ArrayList<>();
        boolean waits = open;
        for (int i = 0; i < all.size(); i++) {
            if (values.get(i).map(Boolean.TRUE::equals).orElse(false)) {
                matched.add(all.get(i));
            }
            waits |= ConstantValues.waits(conditions.get(i));
        }
        return new Matches(matched, waits);
    }

    private static Map<String, TypedExpression> metadata(Candidate candidate, int position) {
        String origin = candidate.value() instanceof ColumnValue column
                ? column.column().origin()
                : "";
        return Map.of(
                "name", Constant.text(candidate.name()),
                "type", Constant.text(Types.patternName(candidate.value().type())),
                "stream", Constant.text(candidate.stream()),
                "origin", Constant.text(origin),
                "position", new Constant(position, DataTypes.IntegerType));
    }

    private Matches byRegex(List<Candidate> all, Expression argument, boolean open) {
        TypedExpression regex = new ExpressionAnalyzer(scope, issues).analyze(argument);
        Optional<Object> text = ConstantValues.value(regex, scope.flow().startOfRun());
        if (text.isEmpty()) {
            if (!ConstantValues.waits(regex)) {
                report(issues, argument.span(), "The regular expression of patternMatch() must be a constant.");
            }
            return new Matches(List.of(), true);
        }
        try {
            Pattern pattern = Pattern.compile(String.valueOf(text.get()));
            return new Matches(
                    all.stream()
                            .flatMap(candidate -> matched(pattern, candidate).stream())
                            .toList(),
                    open);
        } catch (PatternSyntaxException e) {
            report(issues, argument.span(), "'" + text.get() + "' is not a regular expression: " + e.getDescription());
            return new Matches(List.of(), open);
        } catch (StackOverflowError | BoundedText.TooManyLooks e) {
            report(
                    issues,
                    argument.span(),
                    "The regular expression of patternMatch() is too deep, or takes too long, for Java to match.");
            return new Matches(List.of(), open);
        }
    }

    private static Optional<Candidate> matched(Pattern pattern, Candidate candidate) {
        Matcher found = pattern.matcher(new BoundedText(candidate.name()));
        if (!found.find()) {
            return Optional.empty();
        }
        List<String> groups = new ArrayList<>();
        for (int i = 1; i <= found.groupCount(); i++) {
            groups.add(found.group(i) == null ? "" : found.group(i));
        }
        return Optional.of(
                new Candidate(candidate.name(), candidate.value(), candidate.path(), candidate.stream(), groups));
    }

    private static void report(Issues issues, Span span, String message) {
        issues.error(ErrorCode.InvalidTransformation, span, message, "");
    }
}
