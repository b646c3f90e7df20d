package io.cosmosdataflow.plan.node;

import io.cosmosdataflow.plan.node.TextFormat.DocumentForm;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The requests of an external call.
 *
 * @param entity what is put behind the address of the linked service
 * @param timeoutSeconds for one answer
 * @param intervalMillis between two requests of a task
 * @param form of the body of an answer
 * @param body slot of the column that takes the body of the answer; likewise {@code answerHeaders} and {@code status}
 */
public record HttpCall(
        Method method,
        String entity,
        Map<String, String> headers,
        int timeoutSeconds,
        int intervalMillis,
        DocumentForm form,
        Optional<String> body,
        Optional<String> answerHeaders,
        Optional<String> status) {

    public HttpCall {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(entity, "entity");
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        Objects.requireNonNull(form, "form");
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(answerHeaders, "answerHeaders");
        Objects.requireNonNull(status, "status");
    }

    /** Columns go into the query of a GET or DELETE, and into the body of the others. */
    public enum Method {
        GET,
        POST,
        PUT,
        PATCH,
        DELETE;

        public boolean hasBody() {
            return this != GET && this != DELETE;
        }
    }
}
