package io.cosmosdataflow.state;

import java.util.Objects;

/** The changes that a run takes of one source: those behind {@code from}, up to and with {@code to}. */
public record FeedRange(FeedPosition from, FeedPosition to) {

    public FeedRange {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
    }

    public String source() {
        return to.source();
    }
}
