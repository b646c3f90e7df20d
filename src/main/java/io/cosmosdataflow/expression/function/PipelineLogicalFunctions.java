package io.cosmosdataflow.expression.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import io.cosmosdataflow.expression.value.Comparisons;
import io.cosmosdataflow.expression.value.Texts;
import java.util.List;
import java.util.function.IntPredicate;

/** Comparisons and conditions. */
final class PipelineLogicalFunctions {

    private PipelineLogicalFunctions() {}

    static List<PipelineFunction> all() {
        return new PipelineFunctionFamily("Logical")
                .addLazy("and(condition, condition, ...)", "Whether all are true.", arguments -> each(arguments, true))
                .add(
                        "equals(value, value)",
                        "Whether both are the same; texts with their upper and lower case.",
                        arguments -> BooleanNode.valueOf(Comparisons.same(arguments.value(0), arguments.value(1))))
                .add(
                        "greater(value, other)",
                        "Whether a number or text is greater than another.",
                        arguments -> compare(arguments, order -> order > 0))
                .add(
                        "greaterOrEquals(value, other)",
                        "Whether a number or text is greater than another, or the same.",
                        arguments -> compare(arguments, order -> order >= 0))
                .addLazy(
                        "if(condition, value, other)",
                        "One of two values; the other one is not evaluated.",
                        PipelineLogicalFunctions::choose)
                .add(
                        "less(value, other)",
                        "Whether a number or text is less than another.",
                        arguments -> compare(arguments, order -> order < 0))
                .add(
                        "lessOrEquals(value, other)",
                        "Whether a number or text is less than another, or the same.",
                        arguments -> compare(arguments, order -> order <= 0))
                .add("not(condition)", "Whether it is false.", arguments -> BooleanNode.valueOf(!arguments.flag(0)))
                .addLazy(
                        "or(condition, condition, ...)",
                        "Whether at least one is true.",
                        arguments -> each(arguments, false))
                .functions();
    }

    /** Evaluates up to the first condition that decides. */
    private static JsonNode each(Arguments arguments, boolean all) {
        for (int i = 0; i < arguments.size(); i++) {
            if (arguments.value(i).isMissingNode()) {
                return arguments.value(i);
            }
            if (arguments.flag(i) != all) {
                return BooleanNode.valueOf(!all);
            }
        }
        return BooleanNode.valueOf(all);
    }

    private static JsonNode choose(Arguments arguments) {
        if (arguments.value(0).isMissingNode()) {
            return arguments.value(0);
        }
        return arguments.value(arguments.flag(0) ? 1 : 2);
    }

    private static JsonNode compare(Arguments arguments, IntPredicate test) {
        int order = Comparisons.order(arguments.value(0), arguments.value(1))
                .orElseThrow(() -> arguments.fault("only two numbers or two texts can be compared, not "
                        + Texts.kind(arguments.value(0)) + " with " + Texts.kind(arguments.value(1))));
        return BooleanNode.valueOf(test.test(order));
    }
}
