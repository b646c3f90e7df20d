package io.cosmosdataflow.emulator.rntbd;

import io.cosmosdataflow.emulator.fault.PortFault;
import io.cosmosdataflow.emulator.http.Service;
import io.cosmosdataflow.emulator.tls.ServerIdentity;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The replicas of all partitions, behind one port of loopback with TLS. */
public final class ReplicaServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReplicaServer.class);
    private static final int BACKLOG = 256;
    /** For the handshake of TLS and the context of the connection, each step. */
    private static final int OPENING_MILLIS = 60_000;

    private static final int MOST_CONNECTIONS = 1_024;

    private final int port;
    private final SSLContext tls;
    private final Service service;
    private final ExecutorService connections;
    private final ExecutorService workers;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private Future<?> accepting;
    private volatile ServerSocket server;
    private volatile PortFault fault = PortFault.NONE;
    private volatile SSLContext untrusted;

    private ReplicaServer(ServerSocket server, SSLContext tls, Service service) {
        this.server = server;
        this.port = server.getLocalPort();
        this.tls = tls;
        this.service = service;
        this.connections = Executors.newCachedThreadPool(threads("embedded-cosmos-connection-"));
        // Each connection has its own limit; a client that does not read what it has asked for keeps nobody else
        // waiting.
        this.workers = Executors.newCachedThreadPool(threads("embedded-cosmos-replica-"));
    }

    /** @param port 0 for any that is free */
    public static ReplicaServer start(Service service, ServerIdentity identity, int port) throws IOException {
        ReplicaServer started = new ReplicaServer(listen(port), context(identity), service);
        started.accept(started.server);
        return started;
    }

    private static ServerSocket listen(int port) throws IOException {
        ServerSocket server = new ServerSocket();
        server.setReuseAddress(true);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        return server;
    }

    private static SSLContext context(ServerIdentity identity) throws IOException {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(identity.keyStore(), identity.password().toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("The key of the embedded Cosmos DB cannot be used for direct mode.", e);
        }
    }

    private static ThreadFactory threads(String name) {
        AtomicInteger number = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, name + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    public int port() {
        return port;
    }

    /** From now on the port is like this; connections that are open end. */
    public synchronized void fail(PortFault newFault) throws IOException {
        if (newFault == PortFault.UNTRUSTED) {
            untrusted = context(ServerIdentity.make());
        }
        fault = newFault;
        if (newFault == PortFault.CLOSED) {
            server.close();
            awaitEndOfListening();
        } else if (server.isClosed()) {
            server = listen(port);
            accept(server);
        }
        endConnections();
    }

    private void endConnections() throws IOException {
        for (Socket each : open) {
            each.close();
        }
    }

    private void accept(ServerSocket listening) {
        accepting = connections.submit(() -> acceptAll(listening));
    }

    /** A socket that is closed listens until whoever waits for a connection has noticed. */
    private void awaitEndOfListening() throws IOException {
        try {
            accepting.get();
        } catch (ExecutionException e) {
            throw new IOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    private void acceptAll(ServerSocket listening) {
        while (!listening.isClosed()) {
            try {
                Socket plain = listening.accept();
                if (open.size() >= MOST_CONNECTIONS) {
                    plain.close();
                    continue;
                }
                open.add(plain);
                connections.execute(() -> serve(plain));
            } catch (IOException | RejectedExecutionException e) {
                LOG.debug("A connection of direct mode is not taken", e);
            }
        }
    }

    /** Whatever a client sends ends its own connection at worst. */
    private void serve(Socket plain) {
        try (plain) {
            plain.setTcpNoDelay(true);
            plain.setSoTimeout(OPENING_MILLIS);
            if (fault == PortFault.SILENT) {
                plain.getInputStream().transferTo(OutputStream.nullOutputStream());
                return;
            }
            SSLContext context = fault == PortFault.UNTRUSTED ? untrusted : tls;
            try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, null, port, true)) {
                socket.setUseClientMode(false);
                socket.startHandshake();
                if (fault == PortFault.SILENT_AFTER_HANDSHAKE) {
                    socket.getInputStream().transferTo(OutputStream.nullOutputStream());
                    return;
                }
                new ReplicaConnection(plain, socket, service, workers).serve();
            }
        } catch (IOException | RuntimeException e) {
            LOG.debug("A connection of direct mode ends", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(plain);
        }
    }

    @Override
    public synchronized void close() {
        connections.shutdown();
        workers.shutdownNow();
        try {
            server.close();
            endConnections();
        } catch (IOException e) {
            LOG.debug("A socket of direct mode does not close", e);
        }
    }
}
