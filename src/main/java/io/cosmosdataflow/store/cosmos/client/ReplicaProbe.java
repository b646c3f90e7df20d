package io.cosmosdataflow.store.cosmos.client;

import azure_cosmos_spark.com.azure.cosmos.CosmosAsyncClient;
import azure_cosmos_spark.com.azure.cosmos.CosmosException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.endpoint.EndpointProbe;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out quickly whether direct mode gets through to the replicas, at ports of their own. Behind a firewall that lets
 * only the endpoint through, the SDK tries for half a minute at each request, and the connector again and again.
 *
 * <p>While the client starts, one replica of the account's own data is greeted: name, connection, certificate, answer.
 * Only if that fails the client itself is asked, which knows the other replicas and has the last word: an account that
 * it reaches is never refused. An account that was reached once by this JVM is not tried again; whoever loses the
 * network later has the client's patience. Of one that was not, clients that start soon after hear the same, at once.
 * Executors try for themselves, for their network may be another one.
 *
 * <p>Source of the protocol: {@code GatewayAddressCache} and {@code RntbdContextRequest} of the Java SDK; of the ports:
 * Microsoft Learn, Azure Cosmos DB SQL SDK connectivity modes.
 */
final class ReplicaProbe {

    private static final Logger LOG = LoggerFactory.getLogger(ReplicaProbe.class);

    /** For each step, as long as the SDK gives a connection. */
    private static final Duration STEP = Duration.ofSeconds(5);

    private static final String ADDRESSES = "/addresses/?$resolveFor=dbs&$filter=protocol%20eq%20rntbd";
    /** Of a database that need not be there. */
    private static final String ANY_NAME = "cosmos-dataflow";
    /** What the SDK makes of replicas that do not answer. */
    private static final Set<Integer> NO_ANSWER = Set.of(408, 410, 503);

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration GOOD_FOR = Duration.ofSeconds(10);

    /** By account; those that were reached stay so. */
    private static final Map<String, Trial> KNOWN = new ConcurrentHashMap<>();

    private record Replica(String host, int port) {

        static Replica of(URI uri) {
            return new Replica(uri.getHost(), uri.getPort());
        }

        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /**
     * What a trial came to.
     *
     * @param replica none if the account does not tell them
     * @param failure none if it went well
     * @param start by the clock of {@link System#nanoTime}
     */
    private record Trial(Optional<Replica> replica, Optional<IOException> failure, long start) {

        static Trial well() {
            return new Trial(Optional.empty(), Optional.empty(), System.nanoTime());
        }

        Duration age() {
            return Duration.ofNanos(System.nanoTime() - start);
        }
    }

    private final CosmosAccount account;
    private final Optional<Trial> known;
    private final CompletableFuture<Trial> trial;
    private final Duration step;

    private ReplicaProbe(CosmosAccount account, Optional<Trial> known, CompletableFuture<Trial> trial, Duration step) {
        this.account = account;
        this.known = known;
        this.trial = trial;
        this.step = step;
    }

    /** Begins beside what the caller does; nothing is tried in gateway mode. */
    static ReplicaProbe begin(CosmosAccount account) {
        return begin(account, STEP);
    }

    /** @param step the longest for each on the way to a replica */
    static ReplicaProbe begin(CosmosAccount account, Duration step) {
        Optional<Trial> known = account.gatewayMode()
                ? Optional.of(Trial.well())
                : Optional.ofNullable(KNOWN.get(account.authority()))
                        .filter(trial ->
                                trial.failure().isEmpty() || trial.age().compareTo(GOOD_FOR) < 0);
        CompletableFuture<Trial> trial = known.map(CompletableFuture::completedFuture)
                .orElseGet(() -> CompletableFuture.supplyAsync(() -> tried(account, step), work -> {
                    Thread thread = new Thread(work, "probe " + account.authority());
                    thread.setDaemon(true);
                    thread.start();
                }));
        return new ReplicaProbe(account, known, trial, step);
    }

    /**
     * @param client of the account
     * @throws JobException {@code CosmosUnreachable} if no replica answers, with host, port and the way out
     */
    void require(CosmosAsyncClient client) {
        Trial last = known.orElseGet(() -> {
            Trial tried = trial.join();
            Trial judged = tried.failure().isEmpty() || answers(client, lastWord(tried.age()))
                    ? Trial.well()
                    : new Trial(tried.replica(), tried.failure(), System.nanoTime());
            KNOWN.put(account.authority(), judged);
            return judged;
        });
        if (last.failure().isPresent()) {
            throw ServiceFaults.replicasUnreachable(
                    account,
                    last.replica().map(Replica::toString),
                    last.failure().get());
        }
    }

    /** As long again as the trial took, and a step, so that one that was refused is told soon. */
    private Duration lastWord(Duration taken) {
        return taken.compareTo(step) < 0 ? taken.plus(step) : step.multipliedBy(2);
    }

    private static Trial tried(CosmosAccount account, Duration step) {
        long start = System.nanoTime();
        Optional<Replica> replica = Optional.empty();
        Optional<IOException> failure = Optional.empty();
        try {
            Replica found = anyOf(account);
            replica = Optional.of(found);
            EndpointProbe.greet(found.host(), found.port(), greeting(), step);
        } catch (IOException e) {
            failure = Optional.of(e);
        } catch (RuntimeException e) {
            failure = Optional.of(new IOException(e));
        }
        return new Trial(replica, failure, start);
    }

    /** One of those that have the account's databases, whichever. */
    private static Replica anyOf(CosmosAccount account) throws IOException {
        HttpResponse<String> answer = SignedRequest.get(
                account, account.endpoint().resolve(ADDRESSES), "dbs", HttpResponse.BodyHandlers.ofString(), STEP);
        // A name that the service spells so, and the next one, too
        JsonNode addresses = MAPPER.readTree(answer.body()).path("Addresss");
        if (answer.statusCode() != 200 || addresses.isEmpty()) {
            throw new IOException("the addresses of replicas are answered with status " + answer.statusCode());
        }
        JsonNode chosen = addresses.get(ThreadLocalRandom.current().nextInt(addresses.size()));
        return Replica.of(URI.create(chosen.path("physcialUri").asText()));
    }

    /** The first frame of a connection: protocol 1, version and name of the client, all numbers little endian. */
    private static byte[] greeting() {
        byte[] version = "2020-07-15".getBytes(StandardCharsets.US_ASCII);
        byte[] agent = "cosmos-dataflow".getBytes(StandardCharsets.US_ASCII);
        int length = 24 + 7 + 4 + version.length + 4 + agent.length;
        byte number = 2;
        byte shortText = 7;
        return ByteBuffer.allocate(length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(length)
                .putInt(0)
                .putLong(ThreadLocalRandom.current().nextLong())
                .putLong(ThreadLocalRandom.current().nextLong())
                .putShort((short) 0)
                .put(number)
                .putInt(1)
                .putShort((short) 1)
                .put(shortText)
                .put((byte) version.length)
                .put(version)
                .putShort((short) 2)
                .put(shortText)
                .put((byte) agent.length)
                .put(agent)
                .array();
    }

    /** Whether a read that goes to a replica has an answer, be it an error. */
    private static boolean answers(CosmosAsyncClient client, Duration longest) {
        try {
            client.getDatabase(ANY_NAME).read().block(longest);
            return true;
        } catch (CosmosException e) {
            return !NO_ANSWER.contains(e.getStatusCode());
        } catch (RuntimeException e) {
            LOG.debug("No replica answers", e);
            return false;
        }
    }
}
