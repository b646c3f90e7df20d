package io.cosmosdataflow.emulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.emulator.disk.Appending;
import io.cosmosdataflow.emulator.fault.Fault;
import io.cosmosdataflow.emulator.fault.FaultSwitch;
import io.cosmosdataflow.emulator.fault.PortFault;
import io.cosmosdataflow.emulator.http.GatewayServer;
import io.cosmosdataflow.emulator.meter.Statistics;
import io.cosmosdataflow.emulator.rntbd.ReplicaServer;
import io.cosmosdataflow.emulator.storage.AccountCatalog;
import io.cosmosdataflow.emulator.storage.Container;
import io.cosmosdataflow.emulator.storage.Database;
import io.cosmosdataflow.emulator.storage.FileDirectory;
import io.cosmosdataflow.emulator.storage.Json;
import io.cosmosdataflow.emulator.tls.TrustStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A Cosmos DB for NoSQL account that starts by itself and listens on loopback with TLS.
 *
 * <p>Clients use it in gateway mode or in direct mode. {@link #trustStore()} must be installed before the first TLS connection of a
 * Java client; other programs take {@link #certificatePem()}.
 */
public final class EmbeddedCosmos implements AutoCloseable {

    private final EmulatorOptions options;
    private final AccountCatalog catalog;
    private final GatewayServer server;
    private final ReplicaServer replicas;
    private final List<ReplicaServer> moved = new CopyOnWriteArrayList<>();
    private final FaultSwitch faults;
    private final Statistics statistics;
    private final Home home;

    private EmbeddedCosmos(
            EmulatorOptions options,
            AccountCatalog catalog,
            GatewayServer server,
            ReplicaServer replicas,
            FaultSwitch faults,
            Statistics statistics,
            Home home) {
        this.options = options;
        this.catalog = catalog;
        this.server = server;
        this.replicas = replicas;
        this.faults = faults;
        this.statistics = statistics;
        this.home = home;
    }

    /** Starts the account; an {@link IOException} says why not (port taken, directory in use or unreadable). */
    public static EmbeddedCosmos start(EmulatorOptions options) throws IOException {
        return start(options, Appending.TO_FILES);
    }

    /** @param appending how the documents of a data directory reach its files */
    public static EmbeddedCosmos start(EmulatorOptions options, Appending appending) throws IOException {
        Path directory = Home.directory(options);
        AccountCatalog catalog = options.data().isPresent()
                ? AccountCatalog.open(FileDirectory.lock(directory, appending), options.partitions())
                : AccountCatalog.inMemory(options.partitions());
        try {
            return serve(options, catalog, Home.of(directory));
        } catch (IOException | RuntimeException e) {
            catalog.close();
            throw e;
        }
    }

    /** The account takes the catalog over, and closes it in the end. */
    static EmbeddedCosmos serve(EmulatorOptions options, AccountCatalog catalog, Home home) throws IOException {
        FaultSwitch faults = new FaultSwitch();
        Statistics statistics = new Statistics();
        GatewayServer server = GatewayServer.start(
                catalog,
                home.identity(),
                options.port(),
                new GatewayServer.Account(options.key(), options.throttling(), options.regions(), options.serverless()),
                faults,
                statistics);
        try {
            ReplicaServer replicas = ReplicaServer.start(server.service(), home.identity(), 0);
            server.replicasAt(replicas.port());
            return new EmbeddedCosmos(options, catalog, server, replicas, faults, statistics, home);
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** {@code https://127.0.0.1:port/}; {@code localhost} works as well where it resolves to IPv4. */
    public URI endpoint() {
        return URI.create("https://127.0.0.1:" + server.port() + "/");
    }

    /** The address of one region; {@link #endpoint()} is that of the first. */
    public URI endpoint(String region) {
        return URI.create("https://127.0.0.1:" + server.port(region) + "/");
    }

    /** Where replicas are reached; clients in direct mode ask the account for it. */
    public int directPort() {
        return replicas.port();
    }

    /** The account's master key. */
    public String key() {
        return options.key();
    }

    /** {@code AccountEndpoint=..;AccountKey=..;}, to which a database can be added. */
    public String connectionString() {
        return "AccountEndpoint=" + endpoint() + ";AccountKey=" + key() + ";";
    }

    public FaultSwitch faults() {
        return faults;
    }

    public Statistics statistics() {
        return statistics;
    }

    public TrustStore trustStore() {
        return home.trustStore();
    }

    /** The certificate for programs that take PEM, such as Node with {@code NODE_EXTRA_CA_CERTS}. */
    public Path certificatePem() {
        return home.certificatePem();
    }

    /** Makes a database and a container where they are missing; a container that exists stays as it is. */
    public void createContainer(String database, String container, String partitionKeyPath) {
        ensureContainer(database, container, partitionKeyPath);
    }

    public boolean hasContainer(String database, String container) {
        return catalog.databases().stream()
                .filter(present -> present.id().equals(database))
                .flatMap(present -> catalog.containers(present).stream())
                .anyMatch(present -> present.id().equals(container));
    }

    /**
     * Upserts documents without HTTP, making database and container where they are missing.
     *
     * @param documents each one JSON object in UTF-8
     * @return how many there were
     */
    public long seed(String database, String container, String partitionKeyPath, Iterator<byte[]> documents) {
        return ensureContainer(database, container, partitionKeyPath).seed(documents);
    }

    /**
     * Splits each physical partition of a container in two, as the service does when throughput is raised. Their former
     * ranges are gone; positions of change feeds and queries that are under way are good for the new ones.
     *
     * @throws UnsupportedOperationException where documents are kept in files, or partition keys are of version 1
     */
    public void splitPartitions(String database, String container) {
        Container split = catalog.database(database).container(container);
        split.partitions().forEach(split::split);
    }

    /**
     * Moves each physical partition of a container to another port, as the service does when it spreads load. The former
     * addresses answer 410 from now on, and the gateway tells the new ones when it is asked to look again.
     *
     * @param farewell answer of the former addresses: {@link Fault#GONE} or {@link Fault#COMPLETING_MIGRATION}
     * @throws IOException if there is no other port
     */
    public void movePartitions(String database, String container, Fault farewell) throws IOException {
        ReplicaServer there = ReplicaServer.start(server.service(), home.identity(), 0);
        moved.add(there);
        server.move(catalog.database(database).container(container), there.port(), farewell.substatus());
    }

    /** Makes the port of direct mode like this, or well again; connections that are open end. */
    public void failDirectPort(PortFault fault) throws IOException {
        replicas.fail(fault);
    }

    private Container ensureContainer(String databaseId, String containerId, String partitionKeyPath) {
        synchronized (catalog) {
            Database database = catalog.databases().stream()
                    .filter(present -> present.id().equals(databaseId))
                    .findFirst()
                    .orElseGet(() -> catalog.createDatabase(Json.object().put("id", databaseId), null));
            return catalog.containers(database).stream()
                    .filter(present -> present.id().equals(containerId))
                    .findFirst()
                    .orElseGet(() -> catalog.createContainer(database, body(containerId, partitionKeyPath), null));
        }
    }

    private static ObjectNode body(String id, String partitionKeyPath) {
        ObjectNode body = Json.object().put("id", id);
        ObjectNode key = body.putObject("partitionKey").put("kind", "Hash").put("version", 2);
        key.putArray("paths").add(partitionKeyPath);
        return body;
    }

    @Override
    public void close() {
        home.trustStore().uninstall();
        server.close();
        replicas.close();
        moved.forEach(ReplicaServer::close);
        catalog.close();
    }
}
