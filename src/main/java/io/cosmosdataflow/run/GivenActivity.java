package io.cosmosdataflow.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.definition.Activity;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.run.activity.ActivityType;
import io.cosmosdataflow.run.activity.CheckedActivity;
import io.cosmosdataflow.run.activity.RunScope;
import java.util.Optional;

/** In the place of the type of an activity whose output is given: it does nothing. */
record GivenActivity(ObjectNode output) implements ActivityType {

    @Override
    public Optional<CheckedActivity> check(Activity activity, RunScope scope, Issues issues) {
        return Optional.of(context -> {
            context.remark().accept("is not run; its output is given.");
            return output;
        });
    }
}
