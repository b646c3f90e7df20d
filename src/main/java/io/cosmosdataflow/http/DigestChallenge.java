package io.cosmosdataflow.http;

import io.cosmosdataflow.definition.json.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server wants a user to prove: {@code WWW-Authenticate: Digest}.
 *
 * <p>Source: RFC 7616, 3.3 and 3.4.
 *
 * @param parameters with the text of each, without quotation marks
 */
record DigestChallenge(Map<String, String> parameters) {

    private static final Pattern DIGEST = Pattern.compile("(?i)(?:^|,)\\s*Digest\\s+");
    private static final Pattern PARAMETER =
            Pattern.compile("\\G\\s*,?\\s*([\\w-]{1,40})\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^\\s,\"]++))");
    /** Of the algorithms of the RFC those that the JDK has; the best first. */
    private static final List<String> ALGORITHMS = List.of("SHA-256", "SHA-512-256", "MD5");

    private static final SecureRandom RANDOM = new SecureRandom();

    /** The best of what an answer of 401 asks for; empty if it does not ask for a digest that is known here. */
    static Optional<DigestChallenge> of(WebAnswer answer) {
        return answer.headers().allValues("WWW-Authenticate").stream()
                .flatMap(text -> DIGEST.matcher(text).results().map(found -> read(text.substring(found.end()))))
                .filter(DigestChallenge::understood)
                .min(Comparator.comparing(challenge -> ALGORITHMS.indexOf(challenge.algorithm())));
    }

    private static DigestChallenge read(String text) {
        Map<String, String> parameters = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        Matcher parameter = PARAMETER.matcher(text);
        while (parameter.find()) {
            String quoted = parameter.group(2);
            parameters.putIfAbsent(
                    parameter.group(1), quoted == null ? parameter.group(3) : quoted.replaceAll("\\\\(.)", "$1"));
        }
        return new DigestChallenge(parameters);
    }

    private boolean understood() {
        return parameters.containsKey("nonce")
                && parameters.containsKey("realm")
                && ALGORITHMS.contains(algorithm())
                && (qop().isEmpty() || List.of(qop().split("\\s*,\\s*")).contains("auth"));
    }

    private String qop() {
        return parameters.getOrDefault("qop", "").trim().toLowerCase(Locale.ROOT);
    }

    private String written() {
        return parameters.getOrDefault("algorithm", "MD5");
    }

    private boolean session() {
        return written().toLowerCase(Locale.ROOT).endsWith("-sess");
    }

    private String algorithm() {
        return written().toUpperCase(Locale.ROOT).replaceFirst("-SESS$", "");
    }

    /** The header {@code Authorization} for one request. */
    Secret proof(HttpAuthentication.Digest user, WebRequest request) {
        byte[] random = new byte[18];
        RANDOM.nextBytes(random);
        return proof(user, request, Base64.getEncoder().encodeToString(random));
    }

    /** @param client a text that nobody could know before */
    Secret proof(HttpAuthentication.Digest user, WebRequest request, String client) {
        String realm = parameters.get("realm");
        String nonce = parameters.get("nonce");
        String uri = target(request.address());
        String whose = hash(user.user() + ":" + realm + ":" + user.password().reveal());
        String key = session() ? hash(whose + ":" + nonce + ":" + client) : whose;
        String what = hash(request.method() + ":" + uri);
        boolean counted = !qop().isEmpty();
        String response = hash(key + ":" + nonce + ":" + (counted ? "00000001:" + client + ":auth:" : "") + what);
        StringBuilder header = new StringBuilder("Digest ");
        header.append("username=").append(quoted(user.user()));
        header.append(", realm=").append(quoted(realm));
        header.append(", nonce=").append(quoted(nonce));
        header.append(", uri=").append(quoted(uri));
        header.append(", response=").append(quoted(response));
        if (parameters.containsKey("algorithm")) {
            header.append(", algorithm=").append(written());
        }
        if (parameters.containsKey("opaque")) {
            header.append(", opaque=").append(quoted(parameters.get("opaque")));
        }
        if (counted || session()) {
            header.append(", cnonce=").append(quoted(client));
        }
        if (counted) {
            header.append(", qop=auth, nc=00000001");
        }
        return Secret.of(header.toString());
    }

    private static String target(WebAddress address) {
        String path = address.uri().getRawPath();
        String query = address.uri().getRawQuery();
        return (path == null || path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query);
    }

    private static String quoted(String text) {
        return '"' + text.replaceAll("([\"\\\\])", "\\\\$1") + '"';
    }

    private String hash(String text) {
        String name = algorithm().equals("SHA-512-256") ? "SHA-512/256" : algorithm();
        try {
            byte[] digest = MessageDigest.getInstance(name).digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
