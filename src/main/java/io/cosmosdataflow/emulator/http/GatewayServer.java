package io.cosmosdataflow.emulator.http;

import io.cosmosdataflow.emulator.fault.FaultSwitch;
import io.cosmosdataflow.emulator.meter.Statistics;
import io.cosmosdataflow.emulator.storage.AccountCatalog;
import io.cosmosdataflow.emulator.storage.Container;
import io.cosmosdataflow.emulator.tls.ServerIdentity;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The HTTPS server on loopback. */
public final class GatewayServer implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";
    private static final int LARGEST_HEADER = 64 * 1024;
    private static final int THREADS = 64;

    private final Server server;
    private final Regions regions;
    private final Service service;
    private final Placements placements;

    private GatewayServer(Server server, Regions regions, Service service, Placements placements) {
        this.server = server;
        this.regions = regions;
        this.service = service;
        this.placements = placements;
    }

    /**
     * What the account is like.
     *
     * @param throttling whether a container that exceeds its offer is answered 429
     * @param regions names, the one that takes writes first
     * @param serverless whether there are no offers
     */
    public record Account(String key, boolean throttling, List<String> regions, boolean serverless) {}

    /**
     * Starts to serve a catalog.
     *
     * @param port of the first region; 0 for any that is free
     */
    public static GatewayServer start(
            AccountCatalog catalog,
            ServerIdentity identity,
            int port,
            Account account,
            FaultSwitch faults,
            Statistics statistics)
            throws IOException {
        QueuedThreadPool threads = new QueuedThreadPool(THREADS, 4);
        threads.setName("embedded-cosmos");
        threads.setDaemon(true);
        Server server = new Server(threads);
        List<ServerConnector> connectors = new ArrayList<>();
        for (String name : account.regions()) {
            ServerConnector connector = connector(server, identity);
            connector.setName(name);
            connector.setPort(connectors.isEmpty() ? port : 0);
            server.addConnector(connector);
            connectors.add(connector);
        }
        Regions regions = new Regions(connectors);
        Metering metering = new Metering(catalog, statistics, account.throttling() && !account.serverless());
        MetadataResource metadata = new MetadataResource(catalog, statistics, regions, account);
        Placements placements = new Placements();
        Router router =
                new Router(catalog, metadata, new AddressResource(catalog, placements), placements, metering, faults);
        Service service = new Service(new SignatureCheck(account.key()), router, faults, statistics, regions);
        server.setHandler(new GatewayHandler(service, new ControlResource(faults, statistics), regions));
        try {
            server.start();
        } catch (Exception e) {
            stop(server);
            throw new IOException(
                    "The embedded Cosmos DB cannot listen on " + LOOPBACK + ":" + port + ": " + e.getMessage(), e);
        }
        return new GatewayServer(server, regions, service, placements);
    }

    private static ServerConnector connector(Server server, ServerIdentity identity) {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setRequestHeaderSize(LARGEST_HEADER);
        configuration.setResponseHeaderSize(LARGEST_HEADER);
        configuration.setOutputBufferSize(32 * 1024);
        // Ids may hold every character but four, so paths hold every escape.
        configuration.setUriCompliance(UriCompliance.UNSAFE);
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setKeyStore(identity.keyStore());
        tls.setKeyStorePassword(identity.password());
        tls.setSniRequired(false);
        ServerConnector connector = new ServerConnector(
                server,
                1,
                1,
                new SslConnectionFactory(tls, HttpVersion.HTTP_1_1.asString()),
                new HttpConnectionFactory(configuration));
        connector.setHost(LOOPBACK);
        connector.setReuseAddress(true);
        connector.setAcceptQueueSize(256);
        connector.setIdleTimeout(Duration.ofMinutes(10).toMillis());
        return connector;
    }

    /** What answers its requests; replicas have the same. */
    public Service service() {
        return service;
    }

    /** Tells clients that ask for the addresses of replicas where these are. */
    public void replicasAt(int port) {
        placements.usual(port);
    }

    /**
     * Has the replicas of a container at another port. Clients are told so when they ask to look again; before, they
     * are answered 410 at the former place.
     *
     * @param farewell sub-status of that answer
     */
    public void move(Container container, int port, int farewell) {
        container
                .partitions()
                .forEach(partition -> placements.move(container.rid(), partition.index(), port, farewell));
    }

    public int port() {
        return regions.all().get(0).port();
    }

    /** @throws IllegalArgumentException if there is no such region */
    public int port(String region) {
        return regions.all().stream()
                .filter(each -> each.name().equals(region))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no region '" + region + "'"))
                .port();
    }

    @Override
    public void close() {
        stop(server);
    }

    private static void stop(Server server) {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The embedded Cosmos DB did not stop.", e);
        }
    }
}
