package io.cosmosdataflow.run.web;

import io.cosmosdataflow.definition.ActivityPolicy;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.http.HttpSender;
import io.cosmosdataflow.http.SendingLimits;
import io.cosmosdataflow.http.WebAnswer;
import io.cosmosdataflow.http.WebRequest;
import io.cosmosdataflow.run.activity.Pause;
import java.time.Duration;
import java.util.Optional;

/**
 * Sends the request of an activity, once: its policy says how often it is tried. Work that goes on behind an answer of
 * 202 is asked for until it is done.
 *
 * <p>Sources: Microsoft Learn, control-flow-web-activity (4 MB, asynchronous requests), data-factory-troubleshoot-guide
 * (codes).
 *
 * @param timeout for each answer
 * @param policy says whether the address and the answer may be shown
 * @param codes that Data Factory has for failures
 */
record WebCall(Duration timeout, ActivityPolicy policy, FailureCodes codes) {

    /** {@code 00:01:00}: what an endpoint has for its answer. */
    static final Duration MINUTE = Duration.ofMinutes(1);

    private static final int MOST_BYTES = 4 << 20;
    private static final int ATTEMPTS = 4;
    private static final int ACCEPTED = 202;
    private static final int REDIRECTIONS = 300;
    private static final Duration BETWEEN = Duration.ofSeconds(10);

    /**
     * What {@code activity('x').error.errorCode} has.
     *
     * @param refused for an answer that reports a failure
     * @param silent for no answer
     */
    record FailureCodes(String refused, String silent) {}

    /**
     * @return an answer that reports no failure
     * @throws JobException {@link ErrorCode#HttpCallFailed}
     */
    WebAnswer send(WebRequest request) {
        return sent(shownAs(request), 1);
    }

    /**
     * As {@link #send}; an answer of 202 that names a place is followed there, and asked about until there is another
     * one.
     */
    WebAnswer completed(WebRequest request) {
        WebAnswer answer = send(request);
        Optional<WebRequest> place = following(request, answer);
        if (place.isEmpty()) {
            return answer;
        }
        WebRequest next = place.get();
        while (answer.status() == ACCEPTED) {
            Pause.of(answer.retryAfter().orElse(BETWEEN));
            answer = sent(next, ATTEMPTS);
            next = following(next, answer).orElse(next);
        }
        return answer;
    }

    private Optional<WebRequest> following(WebRequest request, WebAnswer answer) {
        return answer.header("Location")
                .filter(any -> answer.status() == ACCEPTED)
                .map(location -> {
                    try {
                        return shownAs(request.following(answer.address().resolve(location)));
                    } catch (IllegalArgumentException e) {
                        throw failed(
                                codes.refused(),
                                shownAs(request).shown() + " answered 202, and its Location is no URL.");
                    }
                });
    }

    private WebRequest shownAs(WebRequest request) {
        return policy.secureInput() ? request.hidden() : request;
    }

    private WebAnswer sent(WebRequest request, int attempts) {
        WebAnswer answer;
        try {
            answer = new HttpSender(
                            SendingLimits.of(timeout).withAttempts(attempts).withMostBytes(MOST_BYTES))
                    .send(request);
        } catch (JobException e) {
            throw e.code() == ErrorCode.HttpCallFailed ? failed(codes.silent(), e.getMessage()) : e;
        }
        if (answer.status() >= REDIRECTIONS) {
            throw failed(codes.refused(), request.shown() + " answered " + answer.status() + shown(request, answer));
        }
        return answer;
    }

    private String shown(WebRequest request, WebAnswer answer) {
        return policy.secureOutput() ? "; what it says is not shown (secureOutput)." : answer.excerpt(request);
    }

    static JobException failed(String code, String message) {
        return JobException.reporting(ErrorCode.HttpCallFailed, code, message);
    }
}
