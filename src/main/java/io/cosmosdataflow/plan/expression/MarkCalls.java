package io.cosmosdataflow.plan.expression;

import io.cosmosdataflow.demand.RowMark;
import io.cosmosdataflow.demand.RowPolicy;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.Span;
import io.cosmosdataflow.function.Function;
import io.cosmosdataflow.function.Types;
import io.cosmosdataflow.function.table.Functions;
import io.cosmosdataflow.plan.expression.TypedExpression.Constant;
import io.cosmosdataflow.plan.expression.TypedExpression.ElementValue;
import io.cosmosdataflow.plan.expression.TypedExpression.FunctionCall;
import io.cosmosdataflow.plan.expression.TypedExpression.MarkValue;
import io.cosmosdataflow.plan.expression.TypedExpression.UnknownValue;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/** Functions about the marks of a row: its policy, the assertions that it failed, whether a lookup found one. */
final class MarkCalls {

    private final ExpressionScope scope;
    private final Issues issues;

    MarkCalls(ExpressionScope scope, Issues issues) {
        this.scope = scope;
        this.issues = issues;
    }

    TypedExpression call(String name, Span span, List<TypedExpression> arguments) {
        return switch (name) {
            case "isInsert" -> policy(RowPolicy.INSERT);
            case "isUpdate" -> policy(RowPolicy.UPDATE);
            case "isUpsert" -> policy(RowPolicy.UPSERT);
            case "isDelete" -> policy(RowPolicy.DELETE);
                // every row that no condition of alter row meets is an insert
            case "isIgnore" -> Constant.of(false);
            case "isError" -> has(RowMark.ERRORS) ? not(isNull(errors())) : Constant.of(false);
            case "hasError" -> hasError(arguments);
            case "assertErrorMessages" -> has(RowMark.ERRORS) ? errors() : new Constant(null, RowMark.ERRORS.type());
            case "isMatch" -> has(RowMark.MATCH) ? new MarkValue(RowMark.MATCH) : Constant.of(true);
            default -> misplaced(name, span);
        };
    }

    private boolean has(RowMark mark) {
        return scope.columns().marks().contains(mark);
    }

    private TypedExpression policy(RowPolicy policy) {
        if (!has(RowMark.POLICY)) {
            return Constant.of(policy == RowPolicy.INSERT);
        }
        return call("equals", new MarkValue(RowMark.POLICY), new Constant(policy.code(), DataTypes.ByteType));
    }

    private TypedExpression hasError(List<TypedExpression> arguments) {
        if (!has(RowMark.ERRORS)) {
            return Constant.of(false);
        }
        return arguments.isEmpty()
                ? not(isNull(errors()))
                : not(isNull(new ElementValue(errors(), arguments.get(0), DataTypes.StringType)));
    }

    private static TypedExpression errors() {
        return new MarkValue(RowMark.ERRORS);
    }

    private static TypedExpression not(TypedExpression value) {
        return call("not", value);
    }

    private static TypedExpression isNull(TypedExpression value) {
        return call("isNull", value);
    }

    private static TypedExpression call(String name, TypedExpression... arguments) {
        Function function = Functions.find(name).orElseThrow();
        return new FunctionCall(function, List.of(arguments), DataTypes.BooleanType);
    }

    private TypedExpression misplaced(String name, Span span) {
        issues.error(
                ErrorCode.InvalidCall,
                span,
                name + "() cannot be called like this.",
                "Functions of a cache sink are called with its name: sink#" + name + "(..).");
        return new UnknownValue(name, Types.UNKNOWN);
    }
}
