package io.cosmosdataflow.run.web;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.definition.json.JsonReader;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.http.WebAnswer;
import io.cosmosdataflow.run.activity.CheckedActivity;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An answer as the output of an activity: the members of a JSON object, or the text of anything else as {@code
 * Response}; beside them the headers, the status and how long it took, in seconds.
 *
 * <p>Source: Microsoft Learn, control-flow-web-activity (only objects are supported); the names are those of outputs that
 * users have published.
 */
final class WebOutput {

    private static final Pattern START_OF_WORD = Pattern.compile("\\b[a-z]");

    private WebOutput() {}

    /** Empty if the text is not that of a JSON object. */
    static Optional<ObjectNode> object(String text) {
        try {
            return text.isBlank()
                    ? Optional.empty()
                    : Optional.of(JsonReader.read("answer", text).toNode())
                            .filter(ObjectNode.class::isInstance)
                            .map(ObjectNode.class::cast);
        } catch (JobException e) {
            return Optional.empty();
        }
    }

    static ObjectNode of(WebAnswer answer, Instant start) {
        ObjectNode output = object(answer.text())
                .orElseGet(() -> JsonNodeFactory.instance.objectNode().put("Response", answer.text()));
        return around(output, answer, start);
    }

    /** The client gives names in small letters: {@code Content-Type}, and {@code x-ms-request-id}. */
    private static String usual(String name) {
        return name.startsWith("x-")
                ? name
                : START_OF_WORD.matcher(name).replaceAll(letter -> letter.group()
                        .toUpperCase(Locale.ROOT));
    }

    /** With what there is besides the answer itself. */
    static ObjectNode around(ObjectNode output, WebAnswer answer, Instant start) {
        ObjectNode headers = output.putObject("ADFWebActivityResponseHeaders");
        answer.headers().map().forEach((name, values) -> headers.put(usual(name), String.join(",", values)));
        output.put("ADFHttpStatusCodeInResponse", String.valueOf(answer.status()));
        return around(output, start);
    }

    /** The same without an answer of a server. */
    static ObjectNode around(ObjectNode output, Instant start) {
        output.put("effectiveIntegrationRuntime", CheckedActivity.RUNTIME);
        output.put("executionDuration", Duration.between(start, Instant.now()).toSeconds());
        return output;
    }
}
