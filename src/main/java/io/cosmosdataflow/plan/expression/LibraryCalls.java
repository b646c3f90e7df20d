package io.cosmosdataflow.plan.expression;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.Span;
import io.cosmosdataflow.function.Types;
import io.cosmosdataflow.plan.expression.TypedExpression.Conversion;
import io.cosmosdataflow.plan.expression.TypedExpression.UnknownValue;
import io.cosmosdataflow.plan.stream.StreamSchema;
import io.cosmosdataflow.script.Script.LibraryFunction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;

/** Functions of the team's own libraries: the body is put in the place of the call. */
final class LibraryCalls {

    private LibraryCalls() {}

    static Optional<LibraryFunction> find(ExpressionScope scope, String name) {
        return Optional.ofNullable(scope.flow().libraries().get(name));
    }

    static TypedExpression apply(
            LibraryFunction function,
            Span span,
            List<TypedExpression> arguments,
            ExpressionScope scope,
            Issues issues) {
        int expected = function.parameters().size();
        if (arguments.size() != expected) {
            issues.error(
                    ErrorCode.InvalidCall,
                    span,
                    function.name() + "() takes " + expected + (expected == 1 ? " argument" : " arguments") + ", not "
                            + arguments.size() + ".",
                    "");
            return new UnknownValue(function.name(), Types.UNKNOWN);
        }
        Map<String, TypedExpression> names = new HashMap<>();
        for (int i = 0; i < expected; i++) {
            DataType type = ScriptTypes.of(function.parameters().get(i), issues);
            TypedExpression argument = arguments.get(i);
            names.put("i" + (i + 1), Types.isUnknown(type) ? argument : Conversion.of(argument, type));
        }
        ExpressionScope inside = ExpressionScope.of(scope.flow(), StreamSchema.closed(List.of()), Map.of())
                .withNames(names);
        TypedExpression body = new ExpressionAnalyzer(inside, issues).analyze(function.body());
        DataType result = ScriptTypes.of(function.result(), issues);
        return Types.isUnknown(result) ? body : Conversion.of(body, result);
    }
}
