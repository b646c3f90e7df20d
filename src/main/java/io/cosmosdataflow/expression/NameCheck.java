package io.cosmosdataflow.expression;

import com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.NearestNames;
import io.cosmosdataflow.expression.PipelineExpression.Call;
import io.cosmosdataflow.expression.PipelineExpression.Literal;
import io.cosmosdataflow.expression.PipelineExpression.Selection;
import io.cosmosdataflow.expression.function.PipelineFunction;
import io.cosmosdataflow.expression.function.ScopeFunctions;
import io.cosmosdataflow.expression.scope.Scope;
import java.util.List;
import java.util.Optional;

/**
 * Checks the names of parameters, variables, system variables and activities that an expression is written
 * with, whether or not it will evaluate them.
 */
final class NameCheck {

    private final Scope scope;
    private final Positions positions;
    private final Issues issues;

    NameCheck(Scope scope, Positions positions, Issues issues) {
        this.scope = scope;
        this.positions = positions;
        this.issues = issues;
    }

    void check(PipelineExpression expression) {
        if (expression instanceof Call call) {
            call(call);
            call.arguments().forEach(this::check);
        } else if (expression instanceof Selection selection) {
            check(selection.target());
            check(selection.key());
            if (!selection.safe()) {
                selection(selection);
            }
        }
    }

    private void call(Call call) {
        Optional<PipelineFunction> function = call.function();
        if (function.isEmpty() || !function.get().family().equals("Scope")) {
            return;
        }
        if (call.arguments().isEmpty()) {
            String root = function.get().name();
            if (scope.root(root).isEmpty()) {
                issues.error(
                        ErrorCode.ExpressionInvalid,
                        positions.at(call.offset()),
                        root + "() has a value only " + ScopeFunctions.place(root) + ".",
                        "");
            }
        } else if (call.arguments().get(0) instanceof Literal literal
                && literal.value().isTextual()) {
            String name = literal.value().textValue();
            if (call.is("variables") && scope.variable(name).isEmpty()) {
                unknown(literal, "There is no variable '" + name + "'.", name, scope.variableNames());
            } else if (call.is("activity") && !scope.hasActivity(name)) {
                unknown(literal, "There is no activity '" + name + "'.", name, scope.activityNames());
            } else if (call.is("activity")
                    && !scope.running()
                    && scope.activity(name).isEmpty()) {
                issues.error(
                        ErrorCode.ExpressionInvalid,
                        positions.at(literal.offset()),
                        "Activity '" + name + "' may not have ended by then.",
                        "Let the activity that refers to it depend on it, by 'dependsOn', or on one that does.");
            }
        }
    }

    private void selection(Selection selection) {
        Optional<JsonNode> object = known(selection.target());
        if (object.isEmpty()
                || !(selection.key() instanceof Literal key)
                || !key.value().isTextual()) {
            return;
        }
        String name = key.value().textValue();
        if (Evaluator.property(object.get(), name).isEmpty()) {
            unknown(
                    selection,
                    "There is no " + noun(selection.target()) + " '" + name + "'.",
                    name,
                    Evaluator.names(object.get()));
        }
    }

    /** The objects whose names are declared: {@code pipeline()}, its parameters, {@code dataset()}, ... */
    private Optional<JsonNode> known(PipelineExpression target) {
        if (target instanceof Call call) {
            return call.function()
                    .map(PipelineFunction::name)
                    .filter(List.of(Scope.PIPELINE, Scope.DATASET, Scope.LINKED_SERVICE)::contains)
                    .flatMap(scope::root);
        }
        if (target instanceof Selection selection
                && selection.target() instanceof Call call
                && call.is(Scope.PIPELINE)
                && selection.key() instanceof Literal key
                && (isName(key, "parameters") || isName(key, "globalParameters"))) {
            return scope.root(Scope.PIPELINE)
                    .flatMap(
                            pipeline -> Evaluator.property(pipeline, key.value().textValue()));
        }
        return Optional.empty();
    }

    private static boolean isName(Literal key, String name) {
        return key.value().isTextual() && key.value().textValue().equalsIgnoreCase(name);
    }

    private static String noun(PipelineExpression target) {
        if (target instanceof Selection selection && selection.key() instanceof Literal key) {
            return isName(key, "parameters") ? "pipeline parameter" : "global parameter";
        }
        if (target instanceof Call call && call.is(Scope.PIPELINE)) {
            return "system variable";
        }
        return target instanceof Call call && call.is(Scope.DATASET) ? "dataset parameter" : "linked service parameter";
    }

    private void unknown(PipelineExpression at, String message, String name, List<String> known) {
        issues.error(ErrorCode.ExpressionInvalid, positions.at(at.offset()), message, NearestNames.hint(name, known));
    }
}
