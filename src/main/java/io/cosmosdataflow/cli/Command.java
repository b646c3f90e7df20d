package io.cosmosdataflow.cli;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the user asks for. */
sealed interface Command {

    /**
     * Runs a pipeline.
     *
     * @param parameters pipeline parameters by name, as typed
     * @param parametersFile values of the environment, in the form of ARMTemplateParametersForFactory.json
     * @param state directory of run records
     * @param local directory that stands in for every store
     * @param emulator send every Cosmos DB linked service to the embedded Cosmos DB
     * @param throttling let the embedded Cosmos DB throttle as the service does
     */
    record Run(
            Path factory,
            String pipeline,
            Map<String, String> parameters,
            Optional<Path> parametersFile,
            Optional<String> state,
            Optional<Path> local,
            boolean emulator,
            boolean throttling)
            implements Command {

        public Run {
            parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        }

        /** Whether the embedded Cosmos DB stands in for the accounts of the factory. */
        boolean embedded() {
            return emulator || local.isPresent();
        }
    }

    /** What is checked. */
    sealed interface Subject {}

    /** The whole factory. */
    record All() implements Subject {}

    /** One pipeline, with what it uses. */
    record OnePipeline(String name) implements Subject {}

    /** One data flow by itself. */
    record OneDataFlow(String name) implements Subject {}

    /**
     * Checks a factory, or one thing of it.
     *
     * @param local check for a run with {@code --local}, which needs no credentials
     */
    record Check(Path factory, Subject subject, Optional<Path> parametersFile, boolean local) implements Command {}

    /**
     * Shows the plan of a data flow.
     *
     * @param parameters of the data flow by name, as expressions of its language
     * @param svg where the picture goes
     */
    record Explain(Path factory, String dataFlow, Map<String, String> parameters, Optional<Path> svg)
            implements Command {

        public Explain {
            parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        }
    }

    /**
     * Shows rows of a stream.
     *
     * @param parameters of the data flow by name, as expressions of its language
     * @param samples files of rows by the names of sources
     * @param local directory that stands in for every file store
     * @param emulator start the embedded Cosmos DB for the accounts of the factory
     */
    record Preview(
            Path factory,
            String dataFlow,
            String stream,
            int rows,
            Map<String, String> parameters,
            Map<String, String> samples,
            Optional<Path> parametersFile,
            Optional<Path> local,
            boolean emulator)
            implements Command {

        public Preview {
            parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
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
