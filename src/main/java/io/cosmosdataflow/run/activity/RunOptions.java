package io.cosmosdataflow.run.activity;

import io.cosmosdataflow.state.StateDirectory;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/**
 * How a pipeline is run, apart from what its definition says.
 *
 * @param state where the record of the run, checkpoints and locks are kept; without it a change feed cannot be read
 * @param debugSession names the checkpoints of a debug run; empty for a published run
 * @param rejects directory for documents that could not be written
 * @param maxErrors how many of those fail the activity that has more
 * @param unlimitedLookups Lookup activities give all rows that there are, also where Data Factory cuts them
 * @param cancelled asked several times a second; once it is true, the run ends, with a record that says so
 */
public record RunOptions(
        Optional<StateDirectory> state,
        Optional<String> debugSession,
        Optional<String> rejects,
        OptionalLong maxErrors,
        boolean unlimitedLookups,
        BooleanSupplier cancelled) {

    public static final RunOptions NONE =
            new RunOptions(Optional.empty(), Optional.empty(), Optional.empty(), OptionalLong.empty());

    public RunOptions {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(debugSession, "debugSession");
        Objects.requireNonNull(rejects, "rejects");
        Objects.requireNonNull(maxErrors, "maxErrors");
        Objects.requireNonNull(cancelled, "cancelled");
    }

    /** Of a run that only an interrupt of its thread cancels. */
    public RunOptions(
            Optional<StateDirectory> state,
            Optional<String> debugSession,
            Optional<String> rejects,
            OptionalLong maxErrors) {
        this(state, debugSession, rejects, maxErrors, false, () -> false);
    }

    public RunOptions withState(StateDirectory directory) {
        return new RunOptions(Optional.of(directory), debugSession, rejects, maxErrors, unlimitedLookups, cancelled);
    }

    public RunOptions withDebugSession(Optional<String> session) {
        return new RunOptions(state, session, rejects, maxErrors, unlimitedLookups, cancelled);
    }

    public RunOptions withUnlimitedLookups() {
        return new RunOptions(state, debugSession, rejects, maxErrors, true, cancelled);
    }

    public RunOptions withCancelled(BooleanSupplier asked) {
        return new RunOptions(state, debugSession, rejects, maxErrors, unlimitedLookups, asked);
    }
}
