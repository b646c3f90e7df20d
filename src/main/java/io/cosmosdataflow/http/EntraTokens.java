package io.cosmosdataflow.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.cosmosdataflow.definition.json.Secret;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import java.io.Serializable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Tokens of Microsoft Entra ID, kept until shortly before they expire.
 *
 * <p>Sources: Microsoft Learn, v2-oauth2-client-creds-grant-flow, how-to-use-vm-token, overview-managed-identity (App
 * Service).
 */
public final class EntraTokens implements TokenSource {

    private static final long serialVersionUID = 1L;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int ATTEMPTS = 4;
    private static final int MOST_BYTES = 1 << 20;
    private static final Duration RESERVE = Duration.ofMinutes(5);

    private static final String AUTHORITY = "https://login.microsoftonline.com";
    private static final String MACHINE = "http://169.254.169.254";

    private final TokenRequest request;
    private final Map<String, Token> kept = new ConcurrentHashMap<>();

    private EntraTokens(TokenRequest request) {
        this.request = request;
    }

    /** Makes the request for a token of a resource. */
    private interface TokenRequest extends Serializable {

        WebRequest of(String resource);
    }

    private record Token(Secret value, Instant until) implements Serializable {}

    /**
     * Of an application with a secret.
     *
     * @param environment looks up a variable: {@code AZURE_AUTHORITY_HOST} is another authority than that of the public
     *     cloud
     */
    public static EntraTokens ofServicePrincipal(
            String tenant, String client, Secret secret, Function<String, Optional<String>> environment) {
        String authority =
                environment.apply("AZURE_AUTHORITY_HOST").orElse(AUTHORITY).replaceFirst("/+$", "");
        return new EntraTokens(resource -> {
            Map<String, String> form = new LinkedHashMap<>();
            form.put("grant_type", "client_credentials");
            form.put("client_id", client);
            form.put("client_secret", secret.reveal());
            form.put("scope", resource + "/.default");
            return new WebRequest(
                    "POST",
                    WebAddress.of(authority + "/" + encoded(tenant) + "/oauth2/v2.0/token"),
                    Map.of("Content-Type", "application/x-www-form-urlencoded"),
                    Optional.of(query(form)),
                    HttpAuthentication.ANONYMOUS);
        });
    }

    /**
     * Of the machine that this runs on.
     *
     * @param identity the resource id of a user-assigned identity; empty for the machine's own
     * @param environment looks up a variable: with {@code IDENTITY_ENDPOINT} and {@code IDENTITY_HEADER} tokens are those
     *     of App Service, else those of a virtual machine, at {@code AZURE_POD_IDENTITY_AUTHORITY_HOST} if that is there
     */
    public static EntraTokens ofMachine(Optional<String> identity, Function<String, Optional<String>> environment) {
        Optional<Secret> key = environment.apply("IDENTITY_HEADER").map(Secret::of);
        Optional<String> service = environment.apply("IDENTITY_ENDPOINT").filter(endpoint -> key.isPresent());
        String machine = environment
                .apply("AZURE_POD_IDENTITY_AUTHORITY_HOST")
                .orElse(MACHINE)
                .replaceFirst("/+$", "");
        Map<String, String> asked = new LinkedHashMap<>();
        asked.put("api-version", service.isPresent() ? "2019-08-01" : "2018-02-01");
        identity.ifPresent(id -> asked.put(service.isPresent() ? "mi_res_id" : "msi_res_id", id));
        String parameters = query(asked) + "&resource=";
        String address = service.orElse(machine + "/metadata/identity/oauth2/token");
        HttpAuthentication proof = service.isPresent()
                ? new HttpAuthentication.Headers(Map.of("X-IDENTITY-HEADER", key.get()))
                : HttpAuthentication.ANONYMOUS;
        Map<String, String> headers = service.isPresent() ? Map.of() : Map.of("Metadata", "true");
        return new EntraTokens(resource ->
                WebRequest.get(WebAddress.of(address).with(parameters + encoded(resource)), headers, proof));
    }

    private static String query(Map<String, String> parameters) {
        StringBuilder query = new StringBuilder();
        parameters.forEach((name, value) -> query.append(query.length() == 0 ? "" : "&")
                .append(name)
                .append('=')
                .append(encoded(value)));
        return query.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public Secret token(String resource) {
        Token token = kept.get(resource);
        if (token == null || Instant.now().isAfter(token.until())) {
            token = asked(resource);
            kept.put(resource, token);
        }
        return token.value();
    }

    private Token asked(String resource) {
        HttpSender sender =
                new HttpSender(SendingLimits.of(TIMEOUT).withAttempts(ATTEMPTS).withMostBytes(MOST_BYTES));
        WebRequest asked = request.of(resource);
        WebAnswer answer = sender.sendUnfollowed(asked);
        JsonNode json = json(answer.text());
        String value = json.path("access_token").asText("");
        if (answer.failed() || value.isEmpty()) {
            throw JobException.of(
                    ErrorCode.HttpCallFailed,
                    "There is no token for " + resource + ": " + answer.address() + " answered " + answer.status()
                            + asked.withoutSecrets(reason(json)) + ".");
        }
        return new Token(Secret.of(value), expiry(json).minus(RESERVE));
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    /** {@code  (invalid_client: AADSTS7000215: ...)}, without the lines that trace the request. */
    private static String reason(JsonNode json) {
        String error = json.path("error").asText("");
        String description =
                json.path("error_description").asText("").lines().findFirst().orElse("");
        return error.isEmpty() ? "" : " (" + error + (description.isEmpty() ? "" : ": " + description) + ")";
    }

    /** Numbers and texts: the services differ. */
    private static Instant expiry(JsonNode json) {
        long seconds = json.path("expires_in").asLong(0);
        long until = json.path("expires_on").asLong(0);
        if (seconds > 0) {
            return Instant.now().plusSeconds(seconds);
        }
        return until > 0 ? Instant.ofEpochSecond(until) : Instant.now();
    }
}
