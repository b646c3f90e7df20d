package io.cosmosdataflow.plan.expression;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.NearestNames;
import io.cosmosdataflow.diagnostic.Span;
import io.cosmosdataflow.function.Function;
import io.cosmosdataflow.function.Function.Kind;
import io.cosmosdataflow.function.Parameter;
import io.cosmosdataflow.function.ParameterKind;
import io.cosmosdataflow.function.TypeRule.ArgumentTypes;
import io.cosmosdataflow.function.Types;
import io.cosmosdataflow.function.table.Functions;
import io.cosmosdataflow.plan.expression.TypedExpression.ArrayValue;
import io.cosmosdataflow.plan.expression.TypedExpression.Constant;
import io.cosmosdataflow.plan.expression.TypedExpression.Conversion;
import io.cosmosdataflow.plan.expression.TypedExpression.FunctionCall;
import io.cosmosdataflow.plan.expression.TypedExpression.Lambda;
import io.cosmosdataflow.plan.expression.TypedExpression.UnknownValue;
import io.cosmosdataflow.script.Argument;
import io.cosmosdataflow.script.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;

/** Calls: which function it is, whether the arguments fit, and what comes out. */
final class CallAnalysis {

    /** What the service's editor writes where an expression is still to be filled in. */
    private static final String PLACEHOLDER = "ERROR_FUNCTION";

    private final ExpressionAnalyzer analyzer;
    private final ExpressionScope scope;
    private final Issues issues;
    private final StreamCalls streamCalls;
    private final LambdaAnalysis lambdas;

    CallAnalysis(ExpressionAnalyzer analyzer, ExpressionScope scope, Issues issues) {
        this.analyzer = analyzer;
        this.scope = scope;
        this.issues = issues;
        this.streamCalls = new StreamCalls(analyzer, this, scope, issues);
        this.lambdas = new LambdaAnalysis(analyzer, scope);
    }

    TypedExpression call(Expression.Call call) {
        List<Expression> arguments = new ArrayList<>();
        for (Argument argument : call.arguments()) {
            if (argument instanceof Argument.Value value) {
                arguments.add(value.expression());
            } else {
                issues.error(
                        ErrorCode.InvalidCall,
                        argument.span(),
                        "An argument of " + call.function() + "() cannot have a name.",
                        "");
            }
        }
        return call(call.function(), call.span(), arguments);
    }

    /** The values of an expression that stands for several columns, as one; empty for any other expression. */
    Optional<TypedExpression> several(Expression expression) {
        return streamCalls.several(expression).map(streamCalls::oneValue);
    }

    /** All values that an item of an array stands for, mostly one. */
    List<TypedExpression> spread(Expression item) {
        return streamCalls.several(item).orElseGet(() -> List.of(analyzer.analyze(item)));
    }

    TypedExpression cache(Expression.CacheCall call) {
        return new CacheCalls(scope, issues)
                .call(call, call.arguments().stream().map(analyzer::analyze).toList());
    }

    /** A call whose arguments are not analysed yet. */
    TypedExpression call(String name, Span span, List<Expression> arguments) {
        if (name.equals(PLACEHOLDER)) {
            issues.error(
                    ErrorCode.InvalidCall,
                    span,
                    "The expression is not filled in: Data Factory has written " + PLACEHOLDER + "(..) here.",
                    "Write the expression.");
            return new UnknownValue(name, Types.UNKNOWN);
        }
        Optional<TypedExpression> literal = arguments.isEmpty() ? literal(name) : Optional.empty();
        if (literal.isPresent()) {
            return literal.get();
        }
        Optional<Function> function = Functions.find(name);
        if (function.isEmpty()) {
            return LibraryCalls.find(scope, name)
                    .map(library -> LibraryCalls.apply(
                            library,
                            span,
                            arguments.stream().map(analyzer::analyze).toList(),
                            scope,
                            issues))
                    .orElseGet(() -> unknownFunction(name, span));
        }
        if (function.get().kind() == Kind.STREAM) {
            return streamCalls.call(function.get(), span, arguments);
        }
        Optional<List<TypedExpression>> each = streamCalls.converted(function.get(), span, arguments);
        return each.isPresent()
                ? streamCalls.oneValue(each.get())
                : apply(function.get(), span, arguments(function.get(), arguments));
    }

    /** One call of a function for each value that {@code columns()} and the like stand for. */
    List<TypedExpression> each(
            Function function, Span span, List<TypedExpression> values, List<Expression> otherArguments) {
        List<TypedExpression> others =
                otherArguments.stream().map(analyzer::analyze).toList();
        return values.stream()
                .map(value -> {
                    List<TypedExpression> arguments = new ArrayList<>();
                    arguments.add(value);
                    arguments.addAll(others);
                    return apply(function, span, arguments);
                })
                .toList();
    }

    /** Constants that are written as calls. */
    private static Optional<TypedExpression> literal(String name) {
        return switch (name) {
            case "true" -> Optional.of(Constant.of(true));
            case "false" -> Optional.of(Constant.of(false));
            case "null" -> Optional.of(Constant.nothing());
            default -> Optional.empty();
        };
    }

    private TypedExpression unknownFunction(String name, Span span) {
        List<String> names = Functions.all().stream().map(Function::name).toList();
        issues.error(
                ErrorCode.UnknownFunction,
                span,
                "There is no function '" + name + "'.",
                NearestNames.hint(name, names));
        return new UnknownValue(name, Types.UNKNOWN);
    }

    /** A call of a function of the table, with arguments that are analysed already. */
    TypedExpression apply(String name, Span span, List<TypedExpression> arguments) {
        return Functions.find(name)
                .map(function -> apply(function, span, arguments))
                .orElseGet(() -> unknownFunction(name, span));
    }

    /** Arguments in order, {@code columns()} and the like spread out; lambdas know the arguments before them. */
    private List<TypedExpression> arguments(Function function, List<Expression> expressions) {
        List<TypedExpression> arguments = new ArrayList<>();
        for (int i = 0; i < expressions.size(); i++) {
            Optional<Parameter> parameter = i < function.signature().most()
                            && expressions.size() <= function.signature().most()
                    ? Optional.of(function.signature().parameter(i, expressions.size()))
                    : Optional.empty();
            Expression expression = expressions.get(i);
            if (parameter.isPresent() && parameter.get().type() == ParameterKind.LAMBDA) {
                arguments.add(lambdas.analyze(expression, parameter.get(), arguments));
                continue;
            }
            Optional<List<TypedExpression>> several = streamCalls.several(expression);
            boolean spread = parameter.map(Parameter::repeated).orElse(false)
                    || function.signature().most() == Integer.MAX_VALUE;
            if (several.isPresent()) {
                boolean array = parameter
                        .map(Parameter::type)
                        .filter(type -> type == ParameterKind.ARRAY || type == ParameterKind.COLLECTION)
                        .isPresent();
                arguments.addAll(spread ? several.get() : List.of(streamCalls.together(several.get(), array)));
            } else {
                arguments.add(analyzer.analyze(expression));
            }
        }
        return arguments;
    }

    private TypedExpression apply(Function function, Span span, List<TypedExpression> arguments) {
        UnknownValue failed = new UnknownValue(function.name(), Types.UNKNOWN);
        if (!scope.kinds().contains(function.kind())) {
            issues.error(
                    ErrorCode.InvalidCall,
                    span,
                    function.name() + "() is "
                            + (function.kind() == Kind.WINDOW
                                    ? "a window function, which only a window transformation has."
                                    : "an aggregate function, which only aggregate, pivot and window have."),
                    "");
            return failed;
        }
        if (!fits(function, span, arguments.size())) {
            return failed;
        }
        return converted(function, span, arguments)
                .flatMap(fitting -> ConstantParameters.settled(
                        function, span, fitting, scope.flow().startOfRun(), issues))
                .<TypedExpression>map(fitting ->
                        new FunctionCall(function, fitting, function.type().of(new Known(fitting))))
                .orElse(failed);
    }

    /** Whether the function takes so many arguments; reported if not. */
    boolean fits(Function function, Span span, int count) {
        boolean fits = count >= function.signature().fewest()
                && count <= function.signature().most();
        if (!fits) {
            issues.error(
                    ErrorCode.InvalidCall,
                    span,
                    function.name() + "() takes " + function.signature().expected() + ", not " + count + ".",
                    "");
        }
        return fits;
    }

    private Optional<List<TypedExpression>> converted(Function function, Span span, List<TypedExpression> arguments) {
        List<TypedExpression> fitting = new ArrayList<>();
        boolean all = true;
        for (int i = 0; i < arguments.size(); i++) {
            TypedExpression argument = arguments.get(i);
            Parameter parameter = function.signature().parameter(i, arguments.size());
            Optional<DataType> type = parameter.type().accept(argument.type());
            if (type.isEmpty()) {
                all = false;
                issues.error(
                        ErrorCode.InvalidCall,
                        span,
                        "Argument " + (i + 1) + " of " + function.name() + "() must be "
                                + parameter.type().word() + ", not " + Types.name(argument.type()) + ".",
                        "");
            } else {
                fitting.add(argument instanceof Lambda ? argument : Conversion.of(argument, type.get()));
            }
        }
        return all ? Optional.of(fitting) : Optional.empty();
    }

    /** What a type rule may know. */
    record Known(List<TypedExpression> arguments) implements ArgumentTypes {
        @Override
        public int size() {
            return arguments.size();
        }

        @Override
        public DataType type(int index) {
            return arguments.get(index).type();
        }

        @Override
        public Optional<Object> constant(int index) {
            return arguments.get(index).constantValue();
        }
    }

    /** The values of an array that is written out, or is the constant value of a parameter. */
    static Optional<List<TypedExpression>> items(TypedExpression expression) {
        return expression instanceof ArrayValue array ? Optional.of(array.items()) : Optional.empty();
    }
}
