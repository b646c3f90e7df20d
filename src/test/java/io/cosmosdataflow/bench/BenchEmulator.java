package io.cosmosdataflow.bench;

import io.cosmosdataflow.emulator.EmbeddedCosmos;
import io.cosmosdataflow.emulator.EmulatorOptions;
import io.cosmosdataflow.emulator.fault.Fault;
import io.cosmosdataflow.emulator.fault.FaultRule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/**
 * The embedded Cosmos DB in a JVM of its own, with containers that are full from the start and no limit on
 * throughput. Started by {@code scripts/bench}.
 *
 * <p>Arguments: database, and for each container its number of documents, which is its name, too: {@code n10000}. The
 * environment's LATENCY has each answer wait for so many milliseconds.
 */
public final class BenchEmulator {

    private BenchEmulator() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        EmulatorOptions options = EmulatorOptions.usual().withThrottling(false);
        try (EmbeddedCosmos cosmos = EmbeddedCosmos.start(options)) {
            for (int i = 1; i < arguments.length; i++) {
                int documents = Integer.parseInt(arguments[i]);
                cosmos.seed(arguments[0], container(documents), "/id", documents(documents));
            }
            int latency = Integer.parseInt(System.getenv().getOrDefault("LATENCY", "0"));
            if (latency > 0) {
                cosmos.faults().on(FaultRule.of(1, 1, Fault.LATE).delayed(latency));
            }
            System.out.println("The embedded Cosmos DB listens on " + cosmos.endpoint());
            System.out.println("Key:         " + cosmos.key());
            System.out.println("Trust store: " + cosmos.trustStore().file());
            System.out.println("Certificate: " + cosmos.certificatePem());
            System.out.println("Stop it with Ctrl+C.");
            new CountDownLatch(1).await();
        }
    }

    static String container(int documents) {
        return "n" + documents;
    }

    private static Iterator<byte[]> documents(int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> BenchDocuments.order(n).getBytes(StandardCharsets.UTF_8))
                .iterator();
    }
}
