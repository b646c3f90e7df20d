package io.cosmosdataflow.cli;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.emulator.EmbeddedCosmos;
import io.cosmosdataflow.emulator.EmulatorOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** The embedded Cosmos DB as a run uses it: on any free port, trusted by this JVM, ended with the run. */
final class EmbeddedAccount implements AutoCloseable {

    private final EmbeddedCosmos cosmos;

    private EmbeddedAccount(EmbeddedCosmos cosmos) {
        this.cosmos = cosmos;
    }

    /** With a directory the data stays in it, so that a second run sees what the first one wrote. */
    static EmbeddedAccount start(Optional<Path> local, boolean throttling) {
        Optional<Path> data = local.map(directory -> directory.resolve(".cosmos"));
        EmbeddedCosmos cosmos = open(0, data, throttling);
        cosmos.trustStore().install();
        return new EmbeddedAccount(cosmos);
    }

    static EmbeddedCosmos open(int port, Optional<Path> data, boolean throttling) {
        try {
            EmulatorOptions options = EmulatorOptions.usual().withPort(port).withThrottling(throttling);
            return EmbeddedCosmos.start(data.map(options::withData).orElse(options));
        } catch (NoClassDefFoundError e) {
            throw JobException.of(
                    ErrorCode.MissingOption,
                    "The embedded Cosmos DB is not on the class path. Add the local jar of cosmos-dataflow"
                            + " (cosmos-dataflow-<version>-local.jar) with --jars.",
                    e);
        } catch (IOException e) {
            throw JobException.of(
                    ErrorCode.StateUnavailable, "The embedded Cosmos DB cannot start: " + e.getMessage(), e);
        }
    }

    URI endpoint() {
        return cosmos.endpoint();
    }

    String key() {
        return cosmos.key();
    }

    @Override
    public void close() {
        cosmos.close();
    }
}
