package io.cosmosdataflow.store.cosmos.client;

import azure_cosmos_spark.com.azure.cosmos.CosmosAsyncClient;
import azure_cosmos_spark.com.azure.cosmos.CosmosClientBuilder;
import azure_cosmos_spark.com.azure.cosmos.ThrottlingRetryOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clients of this JVM: one per account and use, shared by its tasks and counted. A client that nobody
 * leases closes after a short while, so that the tasks of one executor, which follow each other closely, do
 * not each pay for a new one.
 */
public final class CosmosClients {

    private static final Logger LOG = LoggerFactory.getLogger(CosmosClients.class);
    private static final int MOST_STARTS = 10;
    private static final Duration LINGER = Duration.ofSeconds(30);
    private static final Duration LONGEST_WAIT_FOR_THROTTLED_READS = Duration.ofMinutes(10);

    private static final CosmosClients SHARED = new CosmosClients();

    private record Key(CosmosAccount account, ClientUse use) {}

    private static final class Entry {
        private CosmosAsyncClient client;
        private int leases;
        private ScheduledFuture<?> closing;
    }

    private final Map<Key, Entry> entries = new HashMap<>();
    private final ScheduledExecutorService closer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "cosmos-client-closer");
        thread.setDaemon(true);
        return thread;
    });

    private CosmosClients() {}

    /**
     * @throws io.cosmosdataflow.diagnostic.JobException {@code CosmosUnreachable} if nothing answers at the
     *     endpoint, or in direct mode at the replicas, {@code CosmosUnauthorized} if the key is refused
     */
    public static ClientLease lease(CosmosAccount account, ClientUse use) {
        return SHARED.acquire(new Key(account, use));
    }

    /** How many clients are open now, leased or lingering. */
    static int open() {
        synchronized (SHARED.entries) {
            return (int) SHARED.entries.values().stream()
                    .filter(entry -> entry.client != null)
                    .count();
        }
    }

    private ClientLease acquire(Key key) {
        Entry entry;
        synchronized (entries) {
            entry = entries.computeIfAbsent(key, absent -> new Entry());
        }
        synchronized (entry) {
            if (entry.closing != null) {
                entry.closing.cancel(false);
                entry.closing = null;
            }
            if (entry.client == null) {
                entry.client = build(key);
            }
            entry.leases++;
            return new ClientLease(entry.client, () -> release(key, entry));
        }
    }

    private void release(Key key, Entry entry) {
        synchronized (entry) {
            entry.leases--;
            if (entry.leases == 0) {
                entry.closing =
                        closer.schedule(() -> closeIfIdle(key, entry), LINGER.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    private static void closeIfIdle(Key key, Entry entry) {
        synchronized (entry) {
            if (entry.leases == 0 && entry.client != null) {
                LOG.debug(
                        "Closing the idle {} client of {}",
                        key.use(),
                        key.account().endpoint());
                entry.client.close();
                entry.client = null;
                entry.closing = null;
            }
        }
    }

    private static CosmosAsyncClient build(Key key) {
        CosmosAccount account = key.account();
        AccountProbe.connect(account);
        ReplicaProbe replicas = ReplicaProbe.begin(account);
        CosmosClientBuilder builder = new CosmosClientBuilder()
                .endpoint(account.endpoint().toString())
                .key(account.key().reveal())
                .userAgentSuffix("cosmos-dataflow")
                .contentResponseOnWriteEnabled(false)
                .throttlingRetryOptions(throttling(key.use()));
        if (account.gatewayMode()) {
            builder.gatewayMode();
        }
        builder.endpointDiscoveryEnabled(account.discoversRegions());
        if (!account.preferredRegions().isEmpty()) {
            builder.preferredRegions(account.preferredRegions());
        }
        CosmosAsyncClient client = start(account, builder);
        try {
            replicas.require(client);
            return client;
        } catch (RuntimeException e) {
            client.close();
            throw e;
        }
    }

    /** The SDK gives up at the first answer that is none, as 449, where the account itself is well. */
    private static CosmosAsyncClient start(CosmosAccount account, CosmosClientBuilder builder) {
        Patience patience = new Patience();
        for (int starts = 1; ; starts++) {
            try {
                return builder.buildAsyncClient();
            } catch (RuntimeException e) {
                if (starts == MOST_STARTS || !AccountProbe.isWell(account) || !patience.await(Duration.ZERO)) {
                    throw AccountProbe.explain(account, e);
                }
            }
        }
    }

    private static ThrottlingRetryOptions throttling(ClientUse use) {
        return switch (use) {
            case READ -> new ThrottlingRetryOptions()
                    .setMaxRetryAttemptsOnThrottledRequests(Integer.MAX_VALUE)
                    .setMaxRetryWaitTime(LONGEST_WAIT_FOR_THROTTLED_READS);
            case WRITE -> new ThrottlingRetryOptions()
                    .setMaxRetryAttemptsOnThrottledRequests(0)
                    .setMaxRetryWaitTime(Duration.ZERO);
        };
    }
}
