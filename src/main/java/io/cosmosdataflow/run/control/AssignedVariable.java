package io.cosmosdataflow.run.control;

import com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.json.JsonValue;
import io.cosmosdataflow.definition.json.JsonValue.Member;
import io.cosmosdataflow.definition.json.JsonValue.Unresolved;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.diagnostic.NearestNames;
import io.cosmosdataflow.run.activity.RunScope;
import io.cosmosdataflow.state.ActivityRecord;
import java.util.Optional;
import java.util.Set;

/** A variable of the pipeline and what an activity gives it. */
record AssignedVariable(String name, JsonNode value) {

    /** @throws JobException if the record does not have it, since it is secure */
    static AssignedVariable of(ActivityRecord record) {
        if (record.isSecured()) {
            throw JobException.of(
                    ErrorCode.InvalidOptionValue,
                    "Activity '" + record.name() + "' has set a variable, and its output is secure, so that the record"
                            + " does not have the value. Run the whole pipeline again.");
        }
        return new AssignedVariable(
                record.output().path("name").asText(), record.output().path("value"));
    }

    /** Empty if there is no such variable, which is reported, or the value is known only in the run. */
    static Optional<AssignedVariable> read(Properties properties, RunScope scope) {
        String name = properties.requiredText("variableName");
        Set<String> names = scope.pipeline().variables().keySet();
        boolean known = names.stream().anyMatch(name::equalsIgnoreCase);
        if (!known && !name.isEmpty()) {
            properties
                    .issues()
                    .error(
                            ErrorCode.MissingReference,
                            properties.spanOf("variableName"),
                            "There is no variable '" + name + "' in "
                                    + scope.pipeline().shown() + ".",
                            NearestNames.hint(name, names));
        }
        // An expression may give null.
        Optional<JsonValue> value = properties.json().find("value").map(Member::value);
        if (value.isEmpty()) {
            properties.missing("value");
        }
        properties.ignore("value");
        return value.filter(each -> known && !(each instanceof Unresolved))
                .map(each -> new AssignedVariable(name, each.toNode()));
    }
}
