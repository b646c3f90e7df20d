package io.cosmosdataflow.plan.statement;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.plan.expression.ConstantValues;
import io.cosmosdataflow.plan.expression.ExpressionScope;
import io.cosmosdataflow.plan.expression.TypedExpression;
import io.cosmosdataflow.plan.node.Partitioning;
import io.cosmosdataflow.script.Argument;
import io.cosmosdataflow.script.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code partitionBy('hash', n, columns)}, which every statement may have. Source: Microsoft Learn, Optimize tab. */
final class PartitionSettings {

    private PartitionSettings() {}

    static Optional<Partitioning> of(StatementContext context) {
        return context.nestedCall("partitionBy").flatMap(call -> read(call, context));
    }

    private static Optional<Partitioning> read(Expression.Call call, StatementContext context) {
        List<Expression> arguments = call.arguments().stream()
                .filter(Argument.Value.class::isInstance)
                .map(argument -> ((Argument.Value) argument).expression())
                .toList();
        if (arguments.size() < Math.max(2, call.arguments().size())
                || !(arguments.get(0) instanceof Expression.Text word)) {
            context.invalid(
                    call.span(), "partitionBy() needs a kind and a number.", "Write partitionBy('hash', 4, column).");
            return Optional.empty();
        }
        Optional<Partitioning.Kind> kind = Stream.of(Partitioning.Kind.values())
                .filter(each -> each.name().equalsIgnoreCase(word.value()))
                .findFirst();
        if (kind.isEmpty()) {
            context.invalid(
                    word.span(),
                    "There is no partitioning '" + word.value() + "'.",
                    "There are hash, roundRobin, key, dynamicRange, fixedRange and external.");
            return Optional.empty();
        }
        TypedExpression number = context.analyze(arguments.get(1), ExpressionScope.withoutColumns(context.flow()));
        Optional<Object> count = ConstantValues.value(number, context.flow().startOfRun());
        if (count.filter(Number.class::isInstance).isEmpty() && !ConstantValues.waits(number)) {
            context.issues()
                    .warning(
                            ErrorCode.InvalidTransformation,
                            arguments.get(1).span(),
                            "The number of partitions is not known before there is data; Spark chooses one.",
                            "");
        }
        int partitions = count.filter(Number.class::isInstance)
                .map(value -> ((Number) value).intValue())
                .orElse(0);
        List<TypedExpression> values = new ArrayList<>();
        if (context.inputCount() == 1) {
            arguments.subList(2, arguments.size()).forEach(each -> values.add(context.analyze(each, context.scope())));
        }
        return Optional.of(new Partitioning(kind.get(), Math.max(0, partitions), values));
    }
}
