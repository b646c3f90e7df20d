package io.cosmosdataflow.cli.words;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What the user asks for. */
public sealed interface Command {

    /**
     * What a pipeline runs in.
     *
     * @param parametersFile values of the environment, in the form of ARMTemplateParametersForFactory.json
     * @param state directory of run records, checkpoints and locks
     * @param standIns what is there in the place of services
     * @param rejects directory for documents that could not be written
     * @param limits how much may go wrong, and how much may come
     */
    record Environment(
            Path factory,
            Optional<Path> parametersFile,
            Optional<String> state,
            StandIns standIns,
            Optional<String> rejects,
            Limits limits) {

        public Optional<String> stateDirectory() {
            return Command.stateDirectory(state, standIns.local());
        }
    }

    /**
     * What is there in the place of services of the definitions.
     *
     * @param local directory that stands in for every store
     * @param emulator send every Cosmos DB linked service to the embedded Cosmos DB
     * @param throttling let the embedded Cosmos DB throttle as the service does
     * @param activityOutputs of activities that are not run: {@code NAME=FILE}, or a directory
     */
    record StandIns(Optional<Path> local, boolean emulator, boolean throttling, List<String> activityOutputs) {

        public StandIns {
            activityOutputs = List.copyOf(activityOutputs);
        }

        /** Whether the embedded Cosmos DB stands in for the accounts of the factory. */
        public boolean embedded() {
            return emulator || local.isPresent();
        }
    }

    /**
     * @param maxErrors how many documents of an activity may not be written
     * @param unlimitedLookups let Lookup activities give all rows that there are
     */
    record Limits(OptionalLong maxErrors, boolean unlimitedLookups) {}

    /** What is given, else that of the local directory. */
    static Optional<String> stateDirectory(Optional<String> state, Optional<Path> local) {
        return state.or(() -> local.map(directory -> directory.resolve(".state").toString()));
    }

    /**
     * Runs a pipeline.
     *
     * @param parameters pipeline parameters by name, as typed
     * @param debugSession empty for a published run
     */
    record Run(Environment environment, String pipeline, Map<String, String> parameters, Optional<String> debugSession)
            implements Command {

        public Run {
            parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        }
    }

    /**
     * Runs an earlier run again.
     *
     * @param fromActivity run only this one, and those that wait for it
     * @param parameters those that the record does not have, as typed
     */
    record Rerun(Environment environment, String runId, Optional<String> fromActivity, Map<String, String> parameters)
            implements Command {

        public Rerun {
            parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        }
    }

    /** Writes again what a run could not write. */
    record Replay(Environment environment, String runId) implements Command {}

    /** @param state directory of run records */
    record ListRuns(String state, Optional<String> pipeline, int rows, boolean json) implements Command {}

    /** @param state directory of run records */
    record ShowRun(String state, String runId, boolean json) implements Command {}

    /**
     * What a checkpoint belongs to.
     *
     * @param pipeline, activity empty texts if there is a key
     */
    record CheckpointOwner(String pipeline, String activity, Optional<String> key, Optional<String> debugSession) {}

    /** Shows all checkpoints. */
    record ListCheckpoints(String state, boolean json) implements Command {}

    /** Shows the last moves of a checkpoint. */
    record ShowCheckpoint(String state, CheckpointOwner owner, boolean json) implements Command {}

    /** Lets the next run start as the first one did. */
    record ResetCheckpoint(String state, CheckpointOwner owner, boolean json) implements Command {}

    /**
     * Puts checkpoints to where they stood before a run.
     *
     * @param owner empty: all that the run has moved
     */
    record RewindCheckpoint(String state, Optional<CheckpointOwner> owner, String runId, boolean json)
            implements Command {}

    /** What is checked. */
    sealed interface Subject {}

    /** The whole factory. */
    record All() implements Subject {}

    /** One pipeline, with what it uses. */
    record OnePipeline(String name) implements Subject {}

    /**
     * One data flow by itself.
     *
     * @param datasetParameters by {@code stream.parameter}
     */
    record OneDataFlow(String name, Map<String, String> datasetParameters) implements Subject {}

    /**
     * Checks a factory, or one thing of it.
     *
     * @param local check for a run with {@code --local}, which needs no credentials
     * @param report where the assessment of the whole factory goes, HTML or JSON by the end of its name
     */
    record Check(
            Path factory,
            Subject subject,
            Optional<Path> parametersFile,
            boolean local,
            List<String> activityOutputs,
            Optional<Path> report)
            implements Command {

        public Check {
            activityOutputs = List.copyOf(activityOutputs);
        }
    }

    /**
     * The data flow that is looked into.
     *
     * @param parameters by name, as expressions of its language
     * @param datasetParameters by {@code stream.parameter}
     */
    record Flow(Path factory, String name, Map<String, String> parameters, Map<String, String> datasetParameters) {

        public Flow {
            parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        }
    }

    /**
     * Shows the plan of a data flow.
     *
     * @param flow the plan does not depend on its parameters of datasets
     * @param svg where the picture goes
     */
    record Explain(Flow flow, Optional<Path> svg) implements Command {}

    /**
     * Shows rows of a stream.
     *
     * @param samples files of rows by the names of sources
     * @param local directory that stands in for every file store
     * @param emulator start the embedded Cosmos DB for the accounts of the factory
     */
    record Preview(
            Flow flow,
            String stream,
            int rows,
            Map<String, String> samples,
            Optional<Path> parametersFile,
            Optional<Path> local,
            boolean emulator)
            implements Command {

        public Preview {
            samples = Collections.unmodifiableMap(new LinkedHashMap<>(samples));
        }
    }

    /**
     * Runs the tests of data flows.
     *
     * @param dataFlow empty: of all
     */
    record Test(Path factory, Path tests, Optional<String> dataFlow) implements Command {}

    /**
     * Runs the embedded Cosmos DB until it is stopped.
     *
     * @param port 0 for any free one
     * @param data where documents are kept; in memory if absent
     */
    record Emulator(int port, Optional<Path> data, boolean throttling) implements Command {}

    /** Prints a text and ends well: help or version. */
    record Show(String text) implements Command {}
}
