package io.cosmosdataflow.store.kind;

import java.util.List;
import java.util.Objects;

/**
 * A partition key with what it comes from.
 *
 * @param paths {@code /pk}, ...
 * @param reason for messages; blank if there is nothing to say
 */
public record KeyChoice(List<String> paths, String reason) {

    public KeyChoice {
        paths = List.copyOf(paths);
        Objects.requireNonNull(reason, "reason");
    }
}
