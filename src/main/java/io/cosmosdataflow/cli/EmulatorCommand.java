package io.cosmosdataflow.cli;

import io.cosmosdataflow.cli.terminal.Console;
import io.cosmosdataflow.cli.words.Command;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.emulator.EmbeddedCosmos;
import java.util.concurrent.CountDownLatch;

/** {@code emulator}: the embedded Cosmos DB on its own, for any client on this machine. */
final class EmulatorCommand {

    private final Console console;

    EmulatorCommand(Console console) {
        this.console = console;
    }

    int execute(Command.Emulator command) {
        try (EmbeddedCosmos cosmos =
                EmbeddedCosmosAccounts.single(command.port(), command.data(), command.throttling())) {
            console.out().println("The embedded Cosmos DB listens on " + cosmos.endpoint());
            console.out().println("Modes:       gateway, and direct (port " + cosmos.directPort() + ")");
            console.out().println("Key:         " + cosmos.key());
            console.out()
                    .println("Trust store: " + cosmos.trustStore().file()
                            + " (JVM clients: -Djavax.net.ssl.trustStore=..)");
            console.out().println("Certificate: " + cosmos.certificatePem() + " (Node.js: NODE_EXTRA_CA_CERTS=..)");
            console.out()
                    .println(command.data()
                            .map(directory -> "Documents are kept in " + directory.toAbsolutePath() + ".")
                            .orElse("Documents are kept in memory only (--data DIR keeps them)."));
            console.out().println("Stop it with Ctrl+C.");
            console.out().flush();
            untilStopped();
        }
        return 0;
    }

    private static void untilStopped() {
        CountDownLatch never = new CountDownLatch(1);
        try {
            never.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw JobException.of(ErrorCode.ActivityFailed, "The emulator was interrupted.", e);
        }
    }
}
