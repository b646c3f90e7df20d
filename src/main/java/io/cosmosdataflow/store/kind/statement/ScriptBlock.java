package io.cosmosdataflow.store.kind.statement;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Statements that a script runs in one go.
 *
 * @param query whether the rows are wanted that they give
 * @param secretText whether no message may show the text
 * @param timeout after which they are cancelled; empty for that of the linked service
 * @param mostRows that are kept of all results together
 * @param mostBytes of values that are kept
 */
public record ScriptBlock(
        String text,
        boolean secretText,
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

    /** One whose text may be shown. */
    public ScriptBlock(
            String text,
            boolean query,
            List<StatementParameter> parameters,
            Optional<Duration> timeout,
            int mostRows,
            long mostBytes) {
        this(text, false, query, parameters, timeout, mostRows, mostBytes);
    }

    /** Whether what the database says of it may have a secret in it. */
    public boolean secret() {
        return secretText || parameters.stream().anyMatch(StatementParameter::secret);
    }
}
