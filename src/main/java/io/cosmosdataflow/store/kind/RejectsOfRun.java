package io.cosmosdataflow.store.kind;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a run wants of rows that its stores refuse.
 *
 * @param runId names the run among their files
 * @param directory for them; empty if the run has none
 * @param maxErrors how many of them fail their activity; empty for no limit
 */
public record RejectsOfRun(String runId, Optional<String> directory, OptionalLong maxErrors) {

    /** Of a run that keeps none. */
    public static final RejectsOfRun NONE = new RejectsOfRun("", Optional.empty(), OptionalLong.empty());

    public RejectsOfRun {
        Objects.requireNonNull(runId, "runId");
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(maxErrors, "maxErrors");
    }
}
