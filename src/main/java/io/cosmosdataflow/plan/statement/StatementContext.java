package io.cosmosdataflow.plan.statement;

import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.demand.RowMark;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.Span;
import io.cosmosdataflow.function.Types;
import io.cosmosdataflow.plan.expression.ExpressionAnalyzer;
import io.cosmosdataflow.plan.expression.ExpressionScope;
import io.cosmosdataflow.plan.expression.FlowNames;
import io.cosmosdataflow.plan.expression.TypedExpression;
import io.cosmosdataflow.plan.expression.TypedExpression.Conversion;
import io.cosmosdataflow.plan.node.Node.Shape;
import io.cosmosdataflow.plan.stream.StreamColumn;
import io.cosmosdataflow.plan.stream.StreamName;
import io.cosmosdataflow.plan.stream.StreamSchema;
import io.cosmosdataflow.script.Argument;
import io.cosmosdataflow.script.Expression;
import io.cosmosdataflow.script.Script.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.types.DataTypes;

/** One statement with all that its analysis needs: its inputs' schemas, and what its expressions may name. */
public final class StatementContext {

    private final Statement statement;
    private final String prefix;
    private final List<InputStream> inputs;
    private final FlowNames flow;
    private final Facts facts;
    private final Bindings bindings;
    private final Issues issues;
    private final StatementSettings settings;

    /**
     * A stream that the statement reads.
     *
     * @param name as the script calls it
     * @param made the output of the plan's node that makes it; another name in and behind a flowlet
     */
    public record InputStream(StreamName name, StreamName made, StreamSchema schema) {}

    /** @param prefix of the names of nodes inside a flowlet; else empty */
    public StatementContext(
            Statement statement,
            String prefix,
            List<InputStream> inputs,
            FlowNames flow,
            Facts facts,
            Bindings bindings,
            Issues issues) {
        this.statement = statement;
        this.prefix = prefix;
        this.inputs = List.copyOf(inputs);
        this.flow = flow;
        this.facts = facts;
        this.bindings = bindings;
        this.issues = issues;
        this.settings = StatementSettings.of(statement, flow, issues);
        checkLocals();
        StatementArguments.check(statement, issues);
    }

    private void checkLocals() {
        Set<String> names = new HashSet<>();
        for (Argument argument : statement.arguments()) {
            if (argument instanceof Argument.Local local && !names.add(local.name())) {
                invalid(local.span(), "There are two locals ':" + local.name() + "' in " + shown() + ".", "");
            }
        }
    }

    public Statement statement() {
        return statement;
    }

    /** The name of the stream in the script. */
    public String name() {
        return statement.name();
    }

    /** The name of the node in the plan. */
    public String nodeName() {
        return prefix + statement.name();
    }

    public FlowNames flow() {
        return flow;
    }

    public Facts facts() {
        return facts;
    }

    public Bindings bindings() {
        return bindings;
    }

    public Issues issues() {
        return issues;
    }

    /** The script's properties of this statement. */
    public Properties properties() {
        return settings.properties();
    }

    public StreamName inputName(int index) {
        return inputs.get(index).name();
    }

    /** The output of the plan that is input number {@code index}. */
    public StreamName made(int index) {
        return inputs.get(index).made();
    }

    public int inputCount() {
        return inputs.size();
    }

    public StreamSchema input(int index) {
        return inputs.get(index).schema();
    }

    public StreamSchema input() {
        return inputs.get(0).schema();
    }

    /** Arguments of the nested call of that name, {@code mapColumn(..)} for instance; empty if it is not written. */
    public Optional<List<Argument>> nested(String name) {
        return nestedCall(name).map(Expression.Call::arguments);
    }

    Optional<Expression.Call> nestedCall(String name) {
        return calls().filter(call -> call.function().equals(name)).findFirst();
    }

    /** Arguments of each nested call of that name. */
    public List<List<Argument>> nestedAll(String name) {
        return calls().filter(call -> call.function().equals(name))
                .map(Expression.Call::arguments)
                .toList();
    }

    private Stream<Expression.Call> calls() {
        return statement.arguments().stream()
                .filter(Argument.Value.class::isInstance)
                .map(argument -> ((Argument.Value) argument).expression())
                .filter(Expression.Call.class::isInstance)
                .map(Expression.Call.class::cast);
    }

    /** Arguments that are neither properties nor nested calls of these names, nor {@code partitionBy}. */
    public List<Argument> argumentsBut(Set<String> nested) {
        return statement.arguments().stream()
                .filter(argument -> !(argument instanceof Argument.Property))
                .filter(argument -> !(argument instanceof Argument.Value value
                        && value.expression() instanceof Expression.Call call
                        && (nested.contains(call.function()) || call.function().equals("partitionBy"))))
                .toList();
    }

    /** What names mean in an expression over the only input. */
    public ExpressionScope scope() {
        return scope(input());
    }

    /** What names mean in an expression over {@code columns}, be they of one input or of several joined. */
    public ExpressionScope scope(StreamSchema columns) {
        Map<String, StreamSchema> byName = new LinkedHashMap<>();
        inputs.forEach(input -> byName.put(input.name().toString(), input.schema()));
        return ExpressionScope.of(flow, columns, byName).withLocals(statement.arguments());
    }

    public TypedExpression analyze(Expression expression, ExpressionScope scope) {
        return new ExpressionAnalyzer(scope, issues).analyze(expression);
    }

    /** A condition, as a boolean. */
    public TypedExpression condition(Expression expression, ExpressionScope scope) {
        TypedExpression condition = analyze(expression, scope);
        boolean convertible = condition.type().equals(DataTypes.BooleanType)
                || Types.isUnknown(condition.type())
                || Types.isText(condition.type());
        if (!convertible) {
            issues.error(
                    ErrorCode.InvalidCall,
                    expression.span(),
                    "The condition is " + Types.name(condition.type()) + ", not boolean.",
                    "Compare it with something.");
        }
        return convertible ? Conversion.of(condition, DataTypes.BooleanType) : condition;
    }

    /**
     * The columns of both inputs; those of the second under other slots where the first has the same. A row of two
     * documents does not say which of them it is.
     */
    public StreamSchema joined() {
        StreamSchema left = input(0).withoutMark(RowMark.SOURCE_KEY);
        StreamSchema right = input(1);
        return new StreamSchema(
                left.joined(right.columns()),
                left.open() || right.open(),
                left.declared() && right.declared(),
                left.marks());
    }

    /** The second input's columns as {@link #joined} has them. */
    public List<StreamColumn> joinedRight() {
        List<StreamColumn> all = joined().columns();
        return all.subList(input(0).columns().size(), all.size());
    }

    /** The schema goes on as this stream's. */
    public Shape shape(StreamSchema schema) {
        return new Shape(
                nodeName(),
                statement.transformation(),
                inputs.stream().map(InputStream::made).toList(),
                statement.branches().isEmpty() ? schema.through(statement.name()) : schema,
                statement.branches(),
                PartitionSettings.of(this),
                statement.span());
    }

    public void invalid(Span span, String message, String hint) {
        issues.error(ErrorCode.InvalidTransformation, span, message, hint);
    }

    /** {@code derive 'derive1'}: for messages. */
    public String shown() {
        return statement.transformation() + " '" + statement.name() + "'";
    }

    /** Positional expressions, without nested calls of these names. */
    public List<Expression> expressions(Set<String> nested) {
        List<Expression> expressions = new ArrayList<>();
        for (Argument argument : argumentsBut(nested)) {
            if (argument instanceof Argument.Value value) {
                expressions.add(value.expression());
            } else if (!(argument instanceof Argument.Local)) {
                invalid(argument.span(), "This argument of " + shown() + " has no meaning here.", "");
            }
        }
        return expressions;
    }
}
