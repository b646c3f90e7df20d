package io.cosmosdataflow.store.http.page;

import io.cosmosdataflow.http.HttpAuthentication;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A request as a definition has it: URL and headers may have variables in them, {@code {offset}}. */
public final class PageRequest implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String method;
    private final String url;
    private final LinkedHashMap<String, String> headers;
    /** Null for none. */
    private final String body;

    private final HttpAuthentication authentication;

    /** @param method in capital letters */
    public PageRequest(
            String method,
            String url,
            Map<String, String> headers,
            Optional<String> body,
            HttpAuthentication authentication) {
        this.method = Objects.requireNonNull(method, "method");
        this.url = Objects.requireNonNull(url, "url");
        this.headers = new LinkedHashMap<>(headers);
        this.body = body.orElse(null);
        this.authentication = Objects.requireNonNull(authentication, "authentication");
    }

    String method() {
        return method;
    }

    public String url() {
        return url;
    }

    public Map<String, String> headers() {
        return new LinkedHashMap<>(headers);
    }

    Optional<String> body() {
        return Optional.ofNullable(body);
    }

    HttpAuthentication authentication() {
        return authentication;
    }
}
