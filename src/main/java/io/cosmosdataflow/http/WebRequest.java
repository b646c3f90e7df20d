package io.cosmosdataflow.http;

import io.cosmosdataflow.definition.json.Secret;
import io.cosmosdataflow.definition.json.SecretForms;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One request.
 *
 * @param method in capital letters
 * @param headers beside those of the authentication, which win
 * @param body sent as UTF-8
 */
public record WebRequest(
        String method,
        WebAddress address,
        Map<String, String> headers,
        Optional<String> body,
        HttpAuthentication authentication) {

    private static final Pattern SECRET_HEADER = Pattern.compile("(?i)auth|key|token|secret|cookie|pass|sig");
    private static final Pattern SECRET_MEMBER =
            Pattern.compile("(?i)client_secret|client_assertion|refresh_token|password");
    /** Of a form, and of a JSON object. */
    private static final Pattern SECRET_VALUE =
            Pattern.compile("(?i)(?:" + SECRET_MEMBER + ")(?:=([^&\\s]*+)|\"\\s*+:\\s*+\"((?:[^\"\\\\]|\\\\.)*+)\")");

    public WebRequest {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(address, "address");
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(authentication, "authentication");
    }

    public static WebRequest get(WebAddress address, Map<String, String> headers, HttpAuthentication authentication) {
        return new WebRequest("GET", address, headers, Optional.empty(), authentication);
    }

    /** The same to another server, which must not learn who asks. */
    private WebRequest elsewhere(WebAddress other) {
        Map<String, String> left = new LinkedHashMap<>(headers);
        left.keySet()
                .removeIf(name -> name.equalsIgnoreCase("Host")
                        || SECRET_HEADER.matcher(name).find());
        return new WebRequest(method, other, left, body, HttpAuthentication.ANONYMOUS);
    }

    /** The same with what a server has asked to be proven. */
    WebRequest withProof(Secret authorization) {
        HttpAuthentication.Headers proof = new HttpAuthentication.Headers(Map.of("Authorization", authorization));
        return new WebRequest(method, address, headers, body, new HttpAuthentication.Joined(authentication, proof));
    }

    /** Asks where an answer leads to: what has become of the work, say. */
    public WebRequest following(WebAddress next) {
        return asGet().at(next);
    }

    public WebRequest withBody(String text) {
        return new WebRequest(method, address, headers, Optional.of(text), authentication);
    }

    /** The same, of which messages have the server alone. */
    public WebRequest hidden() {
        return new WebRequest(method, address.hidden(), headers, body, authentication);
    }

    /** The same where an answer leads to; another server is not told who asks. */
    public WebRequest at(WebAddress other) {
        return other.hasOriginOf(address)
                ? new WebRequest(method, other, headers, body, authentication)
                : elsewhere(other);
    }

    /** Whether its body proves who asks, as that of a request for a token does: no other server may get it. */
    boolean hasSecretBody() {
        return body.filter(text -> SECRET_MEMBER.matcher(text).find()).isPresent();
    }

    /** Only asks. */
    WebRequest asGet() {
        Map<String, String> left = new LinkedHashMap<>(headers);
        left.keySet().removeIf(name -> name.equalsIgnoreCase("Content-Type"));
        return get(address, left, authentication);
    }

    /** A text with {@code ***} in the place of what proves who asks: a server may repeat what it was told. */
    String withoutSecrets(String text) {
        Stream<String> named = headers.entrySet().stream()
                .filter(header -> SECRET_HEADER.matcher(header.getKey()).find())
                .map(Map.Entry::getValue);
        Stream<String> proofs = authentication.headers().values().stream().map(Secret::reveal);
        Stream<String> values = Stream.concat(named, proofs)
                .flatMap(value -> Stream.concat(
                        Stream.of(value, value.replaceFirst("^\\S+\\s+", "")), HttpAuthentication.password(value)));
        Stream<String> more = Stream.concat(address.secrets(), body.stream().flatMap(WebRequest::secretMembers));
        return SecretForms.of(Stream.concat(values, more).toList()).masked(text);
    }

    private static Stream<String> secretMembers(String body) {
        return SECRET_VALUE
                .matcher(body)
                .results()
                .map(member -> member.group(1) == null ? member.group(2) : member.group(1))
                .map(SecretForms::decoded);
    }

    /** {@code GET https://host/path?sig=***}: for messages. */
    public String shown() {
        return method + " " + address;
    }
}
