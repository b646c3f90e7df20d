package io.cosmosdataflow.http;

import io.cosmosdataflow.definition.json.SecretForms;
import java.io.Serializable;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where a request goes. The text form is for messages: parameters of the query that look like keys or signatures have
 * the value {@code ***}, and so has a user with a password.
 */
public final class WebAddress implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Beside letters and digits; those of RFC 3986. */
    private static final String ALLOWED = "-._~:/?@!$&'()*+,;=%";

    private static final Pattern LONE_PERCENT = Pattern.compile("%(?![0-9a-fA-F]{2})");
    private static final Pattern SECRET = Pattern.compile("(?i)sig|code|key|token|secret|pass|pwd|auth|cred");
    private static final Pattern USER = Pattern.compile("(?<=://)[^/?#]*@");

    private final URI uri;
    private final String shown;

    private WebAddress(URI uri, String shown) {
        this.uri = uri;
        this.shown = shown;
    }

    /**
     * Reads a URL. What may not stand in one, blanks and quotation marks say, is encoded, as browsers do. A fragment is
     * left out.
     *
     * @throws IllegalArgumentException if it is none; the message, the rest of a sentence, does not have it
     */
    public static WebAddress of(String text) {
        URI uri;
        try {
            uri = new URI(encoded(text.trim())).parseServerAuthority();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("it is not a URL (" + e.getReason() + ")");
        }
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("it does not begin with http:// or https://");
        }
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("it names no host");
        }
        return new WebAddress(uri, shown(uri.toString()));
    }

    private static String shown(String url) {
        String[] parts = USER.matcher(url).replaceFirst("***@").split("\\?", 2);
        return parts.length < 2
                ? parts[0]
                : Arrays.stream(parts[1].split("&", -1))
                        .map(WebAddress::parameter)
                        .collect(Collectors.joining("&", parts[0] + "?", ""));
    }

    private static String parameter(String text) {
        return isSecret(text) ? text.replaceFirst("=.*", "=***") : text;
    }

    private static boolean isSecret(String parameter) {
        int name = parameter.indexOf('=');
        return name >= 0 && SECRET.matcher(parameter.substring(0, name)).find();
    }

    /** Values that its text form does not have. */
    Stream<String> secrets() {
        String query = Objects.requireNonNullElse(uri.getRawQuery(), "");
        String user = Objects.requireNonNullElse(uri.getRawUserInfo(), "");
        return Stream.concat(
                        Arrays.stream(query.split("&"))
                                .filter(WebAddress::isSecret)
                                .map(parameter -> parameter.substring(parameter.indexOf('=') + 1)),
                        Arrays.stream(user.split(":", 2)).skip(1))
                .map(SecretForms::decoded);
    }

    private static String encoded(String text) {
        StringBuilder encoded = new StringBuilder(text.length());
        String percents = LONE_PERCENT.matcher(text.replaceFirst("#.*", "")).replaceAll("%25");
        int authority = percents.indexOf("://") + 3;
        int path = percents.indexOf('/', authority);
        percents.codePoints().forEach(each -> {
            // an IPv6 address has brackets
            boolean bracket = (each == '[' || each == ']') && (path < 0 || encoded.length() < path);
            if (bracket || each < 128 && (Character.isLetterOrDigit(each) || ALLOWED.indexOf(each) >= 0)) {
                encoded.appendCodePoint(each);
            } else {
                for (byte octet : Character.toString(each).getBytes(StandardCharsets.UTF_8)) {
                    encoded.append(String.format("%%%02X", octet));
                }
            }
        });
        return encoded.toString();
    }

    /**
     * With more behind it, which messages do not show.
     *
     * @param query parameters: {@code a=1&b=2}, encoded
     */
    public WebAddress with(String query) {
        String separator = uri.getRawQuery() == null ? "?" : "&";
        return query.isEmpty() ? this : new WebAddress(URI.create(uri + separator + query), shown);
    }

    /** Another one that an answer names: {@code Location}. Its query is not shown. */
    public WebAddress resolve(String location) {
        try {
            WebAddress next = of(uri.resolve(encoded(location.trim())).toString());
            return new WebAddress(next.uri, next.origin() + next.uri.getRawPath());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("an answer leads to what is no URL");
        }
    }

    public URI uri() {
        return uri;
    }

    /** {@code host:port}: for messages. */
    public String server() {
        return uri.getHost() + ":" + port();
    }

    private int port() {
        int standard = isEncrypted() ? 443 : 80;
        return uri.getPort() < 0 ? standard : uri.getPort();
    }

    boolean isEncrypted() {
        return "https".equalsIgnoreCase(uri.getScheme());
    }

    /** Whether it is the same server, asked in the same way: what one is told, the other may know. */
    public boolean hasOriginOf(WebAddress other) {
        return uri.getHost().equalsIgnoreCase(other.uri.getHost())
                && port() == other.port()
                && isEncrypted() == other.isEncrypted();
    }

    /** The same, of which messages have the server alone. */
    WebAddress hidden() {
        return new WebAddress(uri, origin());
    }

    private String origin() {
        return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WebAddress address && address.uri.equals(uri);
    }

    @Override
    public int hashCode() {
        return Objects.hash(uri);
    }

    @Override
    public String toString() {
        return shown;
    }
}
