package io.cosmosdataflow.store.http.page;

import java.io.Serializable;
import java.util.Objects;

/**
 * What becomes another in the request for the next page.
 *
 * @param name of the variable, the parameter or the header; empty for the URL as a whole
 */
public record PageRule(Target target, String name, PageValue value) implements Serializable {

    /** The part of a request. */
    public enum Target {
        URL,
        /** {@code {name}} in the URL. */
        URL_VARIABLE,
        QUERY_PARAMETER,
        HEADER,
        /** {@code {name}} in the values of headers. */
        HEADER_VARIABLE
    }

    public PageRule {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
    }
}
