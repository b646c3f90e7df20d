package io.cosmosdataflow.run.activity;

import io.cosmosdataflow.definition.Activity;
import io.cosmosdataflow.definition.ActivityPolicy;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.definition.json.JsonValue.Member;
import io.cosmosdataflow.diagnostic.Issues;

/** The policy of an activity with its expressions evaluated. */
final class ResolvedPolicy {

    private ResolvedPolicy() {}

    static ActivityPolicy of(Activity activity, RunScope scope) {
        Issues issues = new Issues();
        ActivityPolicy policy = activity.raw()
                .find("policy")
                .map(Member::value)
                .filter(JsonObject.class::isInstance)
                .map(json -> scope.resolve((JsonObject) json, issues))
                .map(json -> Properties.of(json, "policy of " + activity.shown(), issues))
                .map(ActivityPolicy::read)
                .orElse(ActivityPolicy.DEFAULT);
        issues.throwIfErrors();
        return policy;
    }
}
