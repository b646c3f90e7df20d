package io.cosmosdataflow.run.activity;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.state.ActivityRecord;

/** What {@code activity('name')} gives of an activity that has ended. */
final class ActivityResult {

    private ActivityResult() {}

    static ObjectNode of(ActivityRecord ended) {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        // A record that an earlier run has left does not have it.
        result.set("output", ended.isSecured() ? MissingNode.getInstance() : ended.output());
        result.put("Status", ended.status().name());
        ended.error()
                .ifPresent(error ->
                        result.putObject("error").put("errorCode", error.code()).put("message", error.message()));
        return result;
    }
}
