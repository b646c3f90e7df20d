package io.cosmosdataflow.definition;

import io.cosmosdataflow.diagnostic.ErrorCode;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How often and how long an activity is tried.
 *
 * <p>Source: Microsoft Learn, concepts-pipelines-activities: 12 hours, no retry, 30 s between attempts.
 *
 * @param timeout for each attempt
 * @param retry attempts after the first
 */
public record ActivityPolicy(
        Duration timeout, int retry, Duration retryInterval, boolean secureInput, boolean secureOutput) {

    public static final ActivityPolicy DEFAULT =
            new ActivityPolicy(Duration.ofHours(12), 0, Duration.ofSeconds(30), false, false);

    /** Of activities that are tried once and may take as long as what is inside. */
    public static final ActivityPolicy NONE = DEFAULT.withTimeout(Duration.ofDays(3_650));

    public ActivityPolicy {
        Objects.requireNonNull(timeout, "timeout");
        Objects.requireNonNull(retryInterval, "retryInterval");
    }

    public ActivityPolicy withTimeout(Duration other) {
        return new ActivityPolicy(other, retry, retryInterval, secureInput, secureOutput);
    }

    /** @param policy with its expressions resolved; unresolved ones leave the default */
    public static ActivityPolicy read(Properties policy) {
        Duration timeout = policy.text("timeout")
                .flatMap(text -> {
                    Optional<Duration> span = TimeSpan.of(text);
                    if (span.isEmpty()) {
                        policy.issues()
                                .error(
                                        ErrorCode.InvalidProperty,
                                        policy.spanOf("timeout"),
                                        "'timeout' of " + policy.owner() + " is '" + text + "', not a time span.",
                                        "Write days, hours, minutes and seconds: '0.12:00:00'.");
                    }
                    return span;
                })
                .orElse(DEFAULT.timeout);
        ActivityPolicy read = new ActivityPolicy(
                timeout,
                policy.integer("retry", DEFAULT.retry, 0, Integer.MAX_VALUE),
                Duration.ofSeconds(policy.integer("retryIntervalInSeconds", 30, 30, 86_400)),
                policy.flag("secureInput", false),
                policy.flag("secureOutput", false));
        policy.finish();
        return read;
    }
}
