package io.cosmosdataflow.demand;

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
 */
public record HttpCall(
        Method method,
        String entity,
        Map<String, String> headers,
        int timeoutSeconds,
        int intervalMillis,
        Answer answer) {

    public HttpCall {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(entity, "entity");
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        Objects.requireNonNull(answer, "answer");
    }

    /**
     * What is read of an answer.
     *
     * @param form of the body
     * @param body slot of the column that takes the body; likewise {@code headers} and {@code status}
     */
    public record Answer(DocumentForm form, Optional<String> body, Optional<String> headers, Optional<String> status) {

        public Answer {
            Objects.requireNonNull(form, "form");
            Objects.requireNonNull(body, "body");
            Objects.requireNonNull(headers, "headers");
            Objects.requireNonNull(status, "status");
        }
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
