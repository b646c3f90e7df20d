package io.cosmosdataflow.http;

import io.cosmosdataflow.definition.json.Secret;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Sends requests, one after the other. A status of 429 or 5xx is met with another attempt, after the pause that the
 * server asks for, and so is a connection that is lost before a GET is answered. An interrupt ends each wait at once.
 */
public final class HttpSender implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERRORS = 500;
    private static final int UNAUTHORIZED = 401;
    private static final int NOTHING = 204;
    private static final int REDIRECTIONS = 300;
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(10);

    /** The client has them of its own. */
    private static final Set<String> OF_THE_CLIENT =
            Set.of("accept-encoding", "connection", "content-length", "expect", "upgrade");

    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,200}");
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7E\\x80-\\xFF]*");

    private final SendingLimits limits;
    /** Of the clock, so that a copy on another machine keeps the pace. */
    private long nextMillis;

    public HttpSender(SendingLimits limits) {
        this.limits = limits;
    }

    /**
     * @return the answer, also one that reports a failure
     * @throws JobException {@link ErrorCode#HttpCallFailed} if there is none, if it is too long, or if the thread is
     *     interrupted; the address in the message is without secrets
     */
    public WebAnswer send(WebRequest request) {
        return followed(request, this::limited, HttpSender::hasBody);
    }

    /**
     * As {@link #send}, but the body of an answer below 300 goes to the target, and the answer has none. It may have any
     * length, and any time as long as some of it comes.
     */
    public WebAnswer download(WebRequest request, BodyTarget target) {
        AtomicBoolean taken = new AtomicBoolean();
        BodyHandler<byte[]> taking = head -> {
            boolean takes = head.statusCode() < REDIRECTIONS;
            taken.set(takes && head.statusCode() != NOTHING);
            return takes ? new StreamedBody(target, LONGEST_SILENCE) : limited(head);
        };
        return followed(request, taking, answer -> taken.get() || hasBody(answer));
    }

    private BodySubscriber<byte[]> limited(ResponseInfo head) {
        return new LimitedBody(limits.mostBytes());
    }

    private WebAnswer followed(WebRequest request, BodyHandler<byte[]> taking, Predicate<WebAnswer> hasBody) {
        WebRequest next = request;
        for (int step = 0; step <= Redirection.MOST; step++) {
            WebAnswer answer = proven(next, repeated(next, taking), taking);
            Optional<WebRequest> redirected = redirected(next, answer);
            if (redirected.isEmpty()) {
                return readable(next, answer, hasBody.test(answer));
            }
            next = redirected.get();
        }
        throw failed(request, "is redirected more than " + Redirection.MOST + " times", null);
    }

    /** The answer to the request with the proof that the first answer asks for, if it asks for one. */
    private WebAnswer proven(WebRequest request, WebAnswer first, BodyHandler<byte[]> taking) {
        if (first.status() != UNAUTHORIZED) {
            return first;
        }
        return request.authentication()
                .digest()
                .flatMap(user -> DigestChallenge.of(first).map(challenge -> challenge.proof(user, request)))
                .map(proof -> repeated(request.withProof(proof), taking))
                .orElse(first);
    }

    /** As {@link #send}; a redirection is the answer, and nobody else is told what the request says. */
    WebAnswer sendUnfollowed(WebRequest request) {
        WebAnswer answer = repeated(request, this::limited);
        return readable(request, answer, hasBody(answer));
    }

    private static boolean hasBody(WebAnswer answer) {
        return answer.body().length > 0;
    }

    private static WebAnswer readable(WebRequest request, WebAnswer answer, boolean hasBody) {
        String encoding = answer.header("Content-Encoding").orElse("identity").trim();
        if (hasBody && !encoding.equalsIgnoreCase("identity")) {
            throw failed(
                    request,
                    "answered " + answer.status() + " in the encoding '" + request.withoutSecrets(encoding)
                            + "', which nobody asked for and which is not read: it must be sent as it is",
                    null);
        }
        return answer;
    }

    private static Optional<WebRequest> redirected(WebRequest request, WebAnswer answer) {
        try {
            return Redirection.of(request, answer);
        } catch (IllegalArgumentException e) {
            throw failed(request, "fails: " + e.getMessage(), null);
        }
    }

    private WebAnswer repeated(WebRequest request, BodyHandler<byte[]> taking) {
        HttpRequest built = built(request);
        for (int attempt = 1; ; attempt++) {
            boolean last = attempt >= limits.attempts();
            try {
                HttpResponse<byte[]> response = answer(request, built, taking);
                int status = response.statusCode();
                WebAnswer answer =
                        new WebAnswer(request.address(), status, response.headers(), response.body(), attempt);
                if (last || status != TOO_MANY_REQUESTS && status < SERVER_ERRORS) {
                    return answer;
                }
                Duration asked = answer.retryAfter().orElse(pause(attempt));
                sleep(asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked);
            } catch (IOException e) {
                if (last || !request.method().equals("GET") || !SendingFailure.mayPass(e)) {
                    throw failed(request, SendingFailure.reason(e, request.address()), e);
                }
                sleep(pause(attempt));
            }
        }
    }

    private static Duration pause(int attempt) {
        return FIRST_PAUSE.multipliedBy(1L << Math.min(attempt - 1, 10));
    }

    private HttpRequest built(WebRequest request) {
        HttpRequest.Builder builder;
        try {
            builder = HttpRequest.newBuilder(request.address().uri());
            builder.method(
                    request.method(),
                    request.body().map(BodyPublishers::ofString).orElseGet(BodyPublishers::noBody));
        } catch (IllegalArgumentException e) {
            throw failed(request, "cannot be sent: " + e.getMessage(), null);
        }
        if (limits.total().compareTo(limits.timeout()) > 0) {
            // the JDK's own timeout ends with the head of the answer
            builder.timeout(limits.timeout());
        }
        request.headers().forEach((name, value) -> header(builder, request, name, value));
        Map<String, Secret> proof = request.authentication().headers();
        proof.forEach((name, value) -> header(builder, request, name, value.reveal()));
        return builder.build();
    }

    /** The JDK's messages would have the value. */
    private static void header(HttpRequest.Builder builder, WebRequest request, String name, String value) {
        URI uri = request.address().uri();
        boolean sameHost = name.equalsIgnoreCase("Host")
                && (value.equalsIgnoreCase(uri.getHost()) || value.equalsIgnoreCase(uri.getRawAuthority()));
        if (sameHost || OF_THE_CLIENT.contains(name.toLowerCase(Locale.ROOT))) {
            return;
        }
        if (!NAME.matcher(name).matches() || !VALUE.matcher(value).matches()) {
            throw failed(request, "cannot be sent: the header '" + name + "' has characters that it cannot have", null);
        }
        try {
            builder.setHeader(name, value);
        } catch (IllegalArgumentException e) {
            throw failed(request, "cannot be sent: nobody but the client may set the header '" + name + "'", null);
        }
    }

    private HttpResponse<byte[]> answer(WebRequest request, HttpRequest built, BodyHandler<byte[]> taking)
            throws IOException {
        keepPace();
        CompletableFuture<HttpResponse<byte[]>> answer = CurrentClient.get().sendAsync(built, taking);
        try {
            return answer.get(limits.total().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw SendingFailure.io(e.getCause(), limits.timeout());
        } catch (TimeoutException e) {
            throw new SendingFailure.NoAnswerException(limits.total());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(request, "was interrupted", e);
        } finally {
            answer.cancel(true);
        }
    }

    private void keepPace() {
        long left = Math.min(
                nextMillis - System.currentTimeMillis(), limits.interval().toMillis());
        if (left > 0) {
            sleep(Duration.ofMillis(left));
        }
        nextMillis = System.currentTimeMillis() + limits.interval().toMillis();
    }

    private static void sleep(Duration pause) {
        try {
            TimeUnit.MILLISECONDS.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw JobException.of(ErrorCode.HttpCallFailed, "The wait between two requests was interrupted.", e);
        }
    }

    private static JobException failed(WebRequest request, String what, Throwable cause) {
        return JobException.of(ErrorCode.HttpCallFailed, request.shown() + " " + what + ".", cause);
    }
}
