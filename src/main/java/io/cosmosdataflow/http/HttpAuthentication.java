package io.cosmosdataflow.http;

import io.cosmosdataflow.definition.json.Secret;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Who asks. What proves it is never in a message, and is not sent to a server that an answer leads to. */
public sealed interface HttpAuthentication extends Serializable {

    HttpAuthentication ANONYMOUS = new Headers(Map.of());

    String BASIC = "Basic ";

    /** The headers of a request that prove it. */
    Map<String, Secret> headers();

    /** What proves it only when a server has said how. */
    default Optional<Digest> digest() {
        return this instanceof Digest digest ? Optional.of(digest) : Optional.empty();
    }

    /** The password in the value of an {@code Authorization} header: RFC 7617; empty if it is of another kind. */
    static Stream<String> password(String header) {
        if (!header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return Stream.empty();
        }
        try {
            byte[] both =
                    Base64.getDecoder().decode(header.substring(BASIC.length()).trim());
            String[] parts = new String(both, StandardCharsets.UTF_8).split(":", 2);
            return Stream.of(parts).skip(1);
        } catch (IllegalArgumentException e) {
            return Stream.empty();
        }
    }

    /** A user with a password: RFC 7617. */
    record Basic(String user, Secret password) implements HttpAuthentication {

        public Basic {
            Objects.requireNonNull(user, "user");
            Objects.requireNonNull(password, "password");
        }

        @Override
        public Map<String, Secret> headers() {
            byte[] both = (user + ":" + password.reveal()).getBytes(StandardCharsets.UTF_8);
            return Map.of("Authorization", Secret.of(BASIC + Base64.getEncoder().encodeToString(both)));
        }
    }

    /** A user with a password that is not sent: RFC 7616. What proves it depends on what the server asks for. */
    record Digest(String user, Secret password) implements HttpAuthentication {

        public Digest {
            Objects.requireNonNull(user, "user");
            Objects.requireNonNull(password, "password");
        }

        @Override
        public Map<String, Secret> headers() {
            return Map.of();
        }
    }

    /** Headers whose values are secret: a key of an API. */
    record Headers(Map<String, Secret> headers) implements HttpAuthentication {

        public Headers {
            headers = new LinkedHashMap<>(headers);
        }

        @Override
        public Map<String, Secret> headers() {
            return Map.copyOf(headers);
        }
    }

    /**
     * One with headers of its own beside it.
     *
     * @param more win where both have a header
     */
    record Joined(HttpAuthentication proof, Headers more) implements HttpAuthentication {

        public Joined {
            Objects.requireNonNull(proof, "proof");
            Objects.requireNonNull(more, "more");
        }

        @Override
        public Optional<Digest> digest() {
            return proof.digest();
        }

        @Override
        public Map<String, Secret> headers() {
            Map<String, Secret> all = new LinkedHashMap<>(proof.headers());
            all.keySet().removeIf(name -> more.headers.keySet().stream().anyMatch(name::equalsIgnoreCase));
            all.putAll(more.headers);
            return all;
        }
    }

    /**
     * A token of an identity of Microsoft Entra ID: RFC 6750.
     *
     * @param source gives the tokens
     * @param resource that the token is for: {@code https://management.azure.com/}
     */
    record Bearer(TokenSource source, String resource) implements HttpAuthentication {

        public Bearer {
            Objects.requireNonNull(source, "source");
            Objects.requireNonNull(resource, "resource");
        }

        @Override
        public Map<String, Secret> headers() {
            return Map.of(
                    "Authorization",
                    Secret.of("Bearer " + source.token(resource).reveal()));
        }
    }
}
