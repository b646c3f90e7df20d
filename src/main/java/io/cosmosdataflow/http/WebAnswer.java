package io.cosmosdataflow.http;

import java.net.http.HttpHeaders;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server has answered.
 *
 * @param address who it was: the last one that redirections have led to
 * @param attempts after how many requests
 */
public record WebAnswer(WebAddress address, int status, HttpHeaders headers, byte[] body, int attempts) {

    private static final int FAILURES = 400;
    private static final int MOST_SHOWN = 1_000;
    private static final Pattern CHARSET = Pattern.compile("(?i)charset\\s*=\\s*\"?([\\w.:+-]{1,40})");
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    public WebAnswer {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(headers, "headers");
        Objects.requireNonNull(body, "body");
    }

    public boolean failed() {
        return status >= FAILURES;
    }

    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    /** The body in the character set that its header names, or UTF-8, without a mark of byte order. */
    public String text() {
        String text = new String(body, charset());
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    private Charset charset() {
        Matcher named = CHARSET.matcher(header("Content-Type").orElse(""));
        try {
            return named.find() ? Charset.forName(named.group(1)) : StandardCharsets.UTF_8;
        } catch (IllegalArgumentException e) {
            return StandardCharsets.UTF_8;
        }
    }

    /**
     * The rest of a sentence that says what came: {@code : the start of the text}, or that there is nothing.
     *
     * @param asked that this answers; what proves who asks is left out
     */
    public String excerpt(WebRequest asked) {
        // A secret that is cut would not be found.
        String text = asked.withoutSecrets(text().strip());
        return text.isEmpty()
                ? ", and nothing else."
                : ": " + (text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "...");
    }

    /** How long the server wants to be left alone: RFC 9110, 10.2.3. */
    public Optional<Duration> retryAfter() {
        return header("Retry-After").map(String::trim).flatMap(text -> {
            if (text.matches("\\d{1,9}")) {
                return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
            }
            try {
                Instant until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant();
                Duration left = Duration.between(Instant.now(), until);
                return Optional.of(left.isNegative() ? Duration.ZERO : left);
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        });
    }
}
