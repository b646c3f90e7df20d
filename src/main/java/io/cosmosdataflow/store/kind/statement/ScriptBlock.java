package io.cosmosdataflow.store.kind.statement;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Statements that a script runs in one go.
 *
 * @param query whether the rows are wanted that they give
 * @param timeout after which they are cancelled; empty for that of the linked service
 * @param mostRows that are kept of all results together
 * @param mostBytes of values that are kept
 */
public record ScriptBlock(
        String text,
        boolean query,
        List<StatementParameter> parameters,
        Optional<Duration> timeout,
        int mostRows,
        long mostBytes) {

    public ScriptBlock {
        Objects.requireNonNull(text, "text");
        parameters = List.copyOf(parameters);
        Objects.requireNonNull(timeout, "timeout");
    }
}
