package io.cosmosdataflow.expression.date;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * A date and time as a text has it.
 *
 * @param time on the clock of {@code offset}
 * @param offset empty if the text has none
 */
public record ReadDate(LocalDateTime time, Optional<ZoneOffset> offset) {

    /** The same moment on the clock of UTC; a text without offset counts as UTC. */
    public LocalDateTime utc() {
        return offset.map(zone -> time.minusSeconds(zone.getTotalSeconds())).orElse(time);
    }
}
