package io.cosmosdataflow.cli;

import io.cosmosdataflow.definition.json.Secret;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.emulator.EmbeddedAccounts;
import io.cosmosdataflow.emulator.EmbeddedCosmos;
import io.cosmosdataflow.emulator.EmulatorOptions;
import io.cosmosdataflow.store.local.LocalStores;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The embedded Cosmos DB as a run uses it: an account for each one of the definitions that the run comes to, on any
 * free port, trusted by this JVM, ended with the run.
 */
final class EmbeddedCosmosAccounts implements LocalStores.Accounts, AutoCloseable {

    private final EmulatorOptions options;
    private EmbeddedAccounts accounts;

    private EmbeddedCosmosAccounts(EmulatorOptions options) {
        this.options = options;
    }

    /**
     * Takes the directory at once, so that a second run in it is told before it does anything. The data stays in
     * it, so that a second run sees what the first one wrote.
     */
    static EmbeddedCosmosAccounts open(Optional<Path> local, boolean throttling) {
        EmbeddedCosmosAccounts opened = whenAsked(local, throttling);
        opened.accounts();
        return opened;
    }

    /** Makes nothing before an account is asked for, as most work needs none. */
    static EmbeddedCosmosAccounts whenAsked(Optional<Path> local, boolean throttling) {
        return new EmbeddedCosmosAccounts(options(0, local.map(directory -> directory.resolve(".cosmos")), throttling));
    }

    private synchronized EmbeddedAccounts accounts() {
        if (accounts == null) {
            accounts = available(() -> EmbeddedAccounts.open(options));
            accounts.trustStore().install();
        }
        return accounts;
    }

    /** One account by itself. */
    static EmbeddedCosmos single(int port, Optional<Path> data, boolean throttling) {
        return available(() -> EmbeddedCosmos.start(options(port, data, throttling)));
    }

    private static EmulatorOptions options(int port, Optional<Path> data, boolean throttling) {
        EmulatorOptions options = EmulatorOptions.usual().withPort(port).withThrottling(throttling);
        return data.map(options::withData).orElse(options);
    }

    private interface Start<T> {
        T now() throws IOException;
    }

    private static <T> T available(Start<T> start) {
        try {
            return start.now();
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

    @Override
    public LocalStores.Account account(String name) {
        EmbeddedCosmos account = available(() -> accounts().account(name));
        return new LocalStores.Account(account.endpoint(), Secret.of(account.key()));
    }

    @Override
    public synchronized void close() {
        if (accounts != null) {
            accounts.close();
        }
    }
}
