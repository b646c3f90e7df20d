package io.cosmosdataflow.bench;

import azure_cosmos_spark.com.azure.cosmos.CosmosAsyncClient;
import azure_cosmos_spark.com.azure.cosmos.CosmosAsyncContainer;
import azure_cosmos_spark.com.azure.cosmos.CosmosClientBuilder;
import azure_cosmos_spark.com.azure.cosmos.CosmosException;
import azure_cosmos_spark.com.azure.cosmos.ThrottlingRetryOptions;
import azure_cosmos_spark.com.azure.cosmos.models.CosmosItemRequestOptions;
import azure_cosmos_spark.com.azure.cosmos.models.PartitionKey;
import azure_cosmos_spark.com.azure.cosmos.models.ThroughputProperties;
import azure_cosmos_spark.reactor.core.publisher.Mono;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.emulator.EmbeddedCosmos;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntFunction;

/**
 * A container of an embedded account that meters, what is spent and refused in it, and a neighbour who reads or
 * writes single documents of it at a steady rate, and never again what was refused.
 */
public final class MeteredLoad implements AutoCloseable {

    private static final int NEIGHBOURS_DOCUMENTS = 60;
    private static final int STEPS_OF_A_SECOND = 10;
    private static final long TICK_MILLIS = 10;
    /** 1 RU each: documents of less than 1 KB. */
    private static final String DOCUMENT = "{\"id\":\"neighbour-%d\",\"pk\":\"neighbour-%d\"}";

    /** What a write of the neighbour costs: one of 100 KB. Source: Microsoft Learn, Request Units in Azure Cosmos DB. */
    public static final int UNITS_OF_A_WRITE = 50;

    private static final int LENGTH_OF_A_WRITE = 102_000;

    private final EmbeddedCosmos cosmos;
    private final CosmosAsyncClient client;
    private final CosmosAsyncContainer container;
    private final String database;
    private final String name;
    private final LongAdder asked = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final List<ScheduledExecutorService> neighbours = new ArrayList<>();
    private double owed;
    private int next;

    /** @param offer of the new container */
    public MeteredLoad(EmbeddedCosmos cosmos, String database, String name, ThroughputProperties offer) {
        this.cosmos = cosmos;
        this.database = database;
        this.name = name;
        this.client = new CosmosClientBuilder()
                .endpoint(cosmos.endpoint().toString())
                .key(cosmos.key())
                .gatewayMode()
                .endpointDiscoveryEnabled(false)
                .throttlingRetryOptions(new ThrottlingRetryOptions().setMaxRetryAttemptsOnThrottledRequests(0))
                .buildAsyncClient();
        client.createDatabaseIfNotExists(database).block();
        client.getDatabase(database)
                .createContainerIfNotExists(name, "/pk", offer)
                .block();
        this.container = client.getDatabase(database).getContainer(name);
    }

    public void replaceThroughput(ThroughputProperties offer) {
        container.replaceThroughput(offer).block();
    }

    /** @param perSecond documents of less than 1 KB, until this is closed */
    public void startReadingNeighbour(double perSecond) {
        List<byte[]> documents = new ArrayList<>();
        for (int n = 0; n < NEIGHBOURS_DOCUMENTS; n++) {
            documents.add(String.format(DOCUMENT, n, n).getBytes(StandardCharsets.UTF_8));
        }
        cosmos.seed(database, name, "/pk", documents.iterator());
        startNeighbour(
                perSecond,
                n -> container.readItem("neighbour-" + n, new PartitionKey("neighbour-" + n), ObjectNode.class));
    }

    /** @param perSecond documents of 100 KB, until this is closed */
    public void startWritingNeighbour(double perSecond) {
        String text = "x".repeat(LENGTH_OF_A_WRITE);
        startNeighbour(
                perSecond,
                n -> container.upsertItem(
                        Map.of("id", "neighbour-" + n, "pk", "neighbour-" + n, "text", text),
                        new PartitionKey("neighbour-" + n),
                        new CosmosItemRequestOptions()));
    }

    private void startNeighbour(double perSecond, IntFunction<Mono<?>> operation) {
        ScheduledExecutorService neighbour = Executors.newSingleThreadScheduledExecutor();
        neighbours.add(neighbour);
        neighbour.scheduleAtFixedRate(
                () -> {
                    for (owed += perSecond * TICK_MILLIS / 1_000; owed >= 1; owed--) {
                        ask(operation.apply(next++ % NEIGHBOURS_DOCUMENTS));
                    }
                },
                TICK_MILLIS,
                TICK_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    private void ask(Mono<?> operation) {
        asked.increment();
        operation.subscribe(
                answer -> {},
                why -> refused.add(why instanceof CosmosException answer && answer.getStatusCode() == 429 ? 1 : 0));
    }

    /** Share of the neighbour's operations. */
    public double neighbourRefused() {
        return asked.sum() == 0 ? 0 : refused.doubleValue() / asked.sum();
    }

    /** Operations of all but the neighbour. */
    public long refused() {
        return cosmos.statistics().container(database, name).throttled() - refused.sum();
    }

    /** RU/s from a second until another, counted from the first charge. */
    public double unitsPerSecond(int from, int until) {
        double[] steps = cosmos.statistics().chargeTimeline(database, name);
        return Arrays.stream(
                                steps,
                                Math.min(steps.length, from * STEPS_OF_A_SECOND),
                                Math.min(steps.length, until * STEPS_OF_A_SECOND))
                        .sum()
                / (until - from);
    }

    /** All that was charged, and the seconds from the first charge to the last. */
    public double[] chargedInSeconds() {
        double[] steps = cosmos.statistics().chargeTimeline(database, name);
        return new double[] {Arrays.stream(steps).sum(), (double) steps.length / STEPS_OF_A_SECOND};
    }

    @Override
    public void close() {
        neighbours.forEach(ScheduledExecutorService::shutdownNow);
        client.close();
    }
}
