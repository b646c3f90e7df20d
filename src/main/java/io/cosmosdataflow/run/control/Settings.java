package io.cosmosdataflow.run.control;

import io.cosmosdataflow.definition.Activity;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.json.JsonValue;
import io.cosmosdataflow.definition.json.JsonValue.JsonArray;
import io.cosmosdataflow.definition.json.JsonValue.JsonBoolean;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.run.activity.RunScope;
import java.util.List;
import java.util.Optional;

/** Reads the type properties of an activity whose values are expressions. */
final class Settings {

    private Settings() {}

    static Properties of(Activity activity, RunScope scope, Issues issues) {
        return Properties.of(scope.resolve(activity.typeProperties(), issues), activity.shown(), issues);
    }

    /** A truth value, which has to be there; empty if it is none, or known only in the run. */
    static Optional<Boolean> condition(Properties properties, String name) {
        return required(properties, name).flatMap(value -> {
            if (value instanceof JsonBoolean flag) {
                return Optional.of(flag.value());
            }
            return wrong(properties, name, value, "true or false");
        });
    }

    /** An array, which has to be there; empty if it is none, or known only in the run. */
    static Optional<List<JsonValue>> items(Properties properties, String name) {
        return required(properties, name).flatMap(value -> {
            if (value instanceof JsonArray array) {
                return Optional.of(array.items());
            }
            return wrong(properties, name, value, "an array");
        });
    }

    /** Empty if it is not there, which is reported, or known only in the run. */
    static Optional<JsonValue> required(Properties properties, String name) {
        if (!properties.present(name)) {
            properties.missing(name);
        }
        return properties.value(name);
    }

    private static <T> Optional<T> wrong(Properties properties, String name, JsonValue value, String wanted) {
        properties
                .issues()
                .error(
                        ErrorCode.InvalidProperty,
                        value.span(),
                        "'" + name + "' of " + properties.owner() + " must be " + wanted + ", and is " + value.kind()
                                + ".",
                        "Write an expression that gives one.");
        return Optional.empty();
    }
}
