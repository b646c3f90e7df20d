package io.cosmosdataflow.run.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.diagnostic.JobException;

/**
 * What a service has said in its call.
 *
 * <p>Source: Microsoft Learn, control-flow-webhook-activity: {@code Output}, {@code Error} and {@code StatusCode} count
 * where the status is reported; else all that it says is the output.
 *
 * @param body JSON, or nothing
 */
record Callback(String body) {

    private static final int FAILURES = 400;

    /** The members of an object; the text of anything else as {@code Response}. */
    ObjectNode said() {
        if (body.isBlank()) {
            return JsonNodeFactory.instance.objectNode();
        }
        return WebOutput.object(body)
                .orElseGet(() -> JsonNodeFactory.instance.objectNode().put("Response", body));
    }

    /**
     * {@code Output} of a call that reports its status.
     *
     * @param shown whether messages may have what the service says
     * @throws JobException if the status is 400 or more, or there is an error
     */
    ObjectNode reported(boolean shown) {
        ObjectNode said = said();
        JsonNode error = said.path("Error");
        String status = said.path("StatusCode").asText("").trim();
        boolean failed = status.matches("\\d{1,9}") && Integer.parseInt(status) >= FAILURES;
        if (failed
                || error.isObject() && !error.isEmpty()
                || error.isTextual() && !error.asText().isEmpty()) {
            String code = error.path("ErrorCode").asText("");
            String message = error.path("Message").asText(error.asText(""));
            throw WebCall.failed(
                    code.isEmpty() ? failed ? status : WebActivity.CODES.refused() : code,
                    "The service has called back with a failure" + (status.isEmpty() ? "" : ", status " + status)
                            + (message.isEmpty()
                                    ? "."
                                    : shown ? ": " + message : "; what it says is not shown (secureOutput)."));
        }
        JsonNode output = said.path("Output");
        if (output instanceof ObjectNode members) {
            return members;
        }
        ObjectNode nothing = JsonNodeFactory.instance.objectNode();
        return output.isMissingNode() || output.isNull() ? nothing : nothing.set("Output", output);
    }
}
