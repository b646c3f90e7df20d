package io.cosmosdataflow.plan.expression;

import io.cosmosdataflow.function.Parameter;
import io.cosmosdataflow.function.Types;
import io.cosmosdataflow.plan.expression.TypedExpression.Lambda;
import io.cosmosdataflow.plan.expression.TypedExpression.Variable;
import io.cosmosdataflow.script.Expression;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;

/** Arguments over variables. The names of the variables say what their types are. */
final class LambdaAnalysis {

    private final ExpressionAnalyzer analyzer;
    private final ExpressionScope scope;

    LambdaAnalysis(ExpressionAnalyzer analyzer, ExpressionScope scope) {
        this.analyzer = analyzer;
        this.scope = scope;
    }

    /** @param before the arguments before this one */
    Lambda analyze(Expression expression, Parameter parameter, List<TypedExpression> before) {
        DataType accumulated = before.size() > 1 ? before.get(before.size() - 1).type() : Types.UNKNOWN;
        Lambda first = lambda(expression, parameter, before, accumulated);
        boolean accumulates = parameter.variables().contains("acc");
        boolean settled = !accumulates || first.type().equals(accumulated);
        if (settled) {
            return first;
        }
        DataType wider = Types.common(accumulated, first.type()).orElse(first.type());
        return lambda(expression, parameter, before, wider);
    }

    private Lambda lambda(
            Expression expression, Parameter parameter, List<TypedExpression> before, DataType accumulated) {
        List<Variable> variables = new ArrayList<>();
        for (String name : parameter.variables()) {
            variables.add(
                    new Variable(name, scope.variables().size() + variables.size(), type(name, before, accumulated)));
        }
        TypedExpression body = analyzer.within(scope.withVariables(variables)).analyze(expression);
        return new Lambda(variables, body);
    }

    private static DataType type(String variable, List<TypedExpression> before, DataType accumulated) {
        DataType first = before.isEmpty() ? Types.UNKNOWN : before.get(0).type();
        return switch (variable) {
            case "index" -> DataTypes.IntegerType;
            case "key" -> first instanceof MapType map ? map.keyType() : Types.UNKNOWN;
            case "value" -> first instanceof MapType map ? map.valueType() : Types.UNKNOWN;
            case "acc", "result" -> accumulated;
            default -> Types.element(first);
        };
    }
}
