package io.cosmosdataflow.emulator.http;

import io.cosmosdataflow.emulator.fault.FaultSwitch;
import io.cosmosdataflow.emulator.meter.Statistics;
import io.cosmosdataflow.emulator.storage.Catalog;
import io.cosmosdataflow.emulator.tls.ServerIdentity;
import java.io.IOException;
import java.time.Duration;
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
    private final ServerConnector connector;

    private GatewayServer(Server server, ServerConnector connector) {
        this.server = server;
        this.connector = connector;
    }

    /**
     * Starts to serve a catalog.
     *
     * @param port 0 for any that is free
     * @param throttling whether a container that exceeds its offer is answered 429
     */
    public static GatewayServer start(
            Catalog catalog,
            ServerIdentity identity,
            int port,
            String key,
            boolean throttling,
            FaultSwitch faults,
            Statistics statistics)
            throws IOException {
        QueuedThreadPool threads = new QueuedThreadPool(THREADS, 4);
        threads.setName("embedded-cosmos");
        threads.setDaemon(true);
        Server server = new Server(threads);
        ServerConnector connector = connector(server, identity);
        connector.setPort(port);
        server.addConnector(connector);
        Metering metering = new Metering(catalog, statistics, throttling);
        server.setHandler(new GatewayHandler(
                new SignatureCheck(key),
                new Router(catalog, metering, faults),
                new ControlResource(faults, statistics),
                faults,
                statistics));
        try {
            server.start();
        } catch (Exception e) {
            stop(server);
            throw new IOException(
                    "The embedded Cosmos DB cannot listen on " + LOOPBACK + ":" + port + ": " + e.getMessage(), e);
        }
        return new GatewayServer(server, connector);
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

    public int port() {
        return connector.getLocalPort();
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
