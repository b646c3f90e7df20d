package io.cosmosdataflow.emulator.rntbd;

import io.cosmosdataflow.emulator.fault.Fault;
import io.cosmosdataflow.emulator.http.GatewayResponse;
import io.cosmosdataflow.emulator.http.ReplicaPath;
import io.cosmosdataflow.emulator.http.Service;
import io.cosmosdataflow.emulator.protocol.Bytes;
import io.cosmosdataflow.emulator.protocol.ServiceError;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of a client: requests are read one after the other, answered side by side, and the answers written as
 * they come, each with the number of its request.
 */
final class ReplicaConnection {

    private static final Logger LOG = LoggerFactory.getLogger(ReplicaConnection.class);
    private static final int MOST_UNDER_WAY = 64;
    private static final int BUFFER = 64 * 1024;
    private static final String MASTER = "M";

    private final Socket plain;
    private final SSLSocket socket;
    private final Service service;
    private final Executor workers;
    private final Semaphore room = new Semaphore(MOST_UNDER_WAY);
    private final DataInputStream in;
    private final OutputStream out;
    private volatile boolean ended;

    /** @param plain under {@code socket}; what is closed there ends without a farewell */
    ReplicaConnection(Socket plain, SSLSocket socket, Service service, Executor workers) throws IOException {
        this.plain = plain;
        this.socket = socket;
        this.service = service;
        this.workers = workers;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER));
        this.out = socket.getOutputStream();
    }

    /**
     * Returns when the client is done.
     *
     * @throws IOException if the connection is lost, or what comes is no frame
     */
    void serve() throws IOException, InterruptedException {
        Optional<RequestFrame> first = RequestFrame.read(in);
        if (first.isEmpty()) {
            return;
        }
        if (!first.get().isContext()) {
            throw new MalformedFrameException("a connection begins with its context");
        }
        write(ResponseFrame.context(first.get()));
        plain.setSoTimeout(0);
        while (true) {
            Optional<RequestFrame> next = RequestFrame.read(in);
            if (next.isEmpty()) {
                return;
            }
            RequestFrame frame = next.get();
            if (frame.isContext()) {
                throw new MalformedFrameException("a connection has one context");
            }
            if (ended) {
                continue;
            }
            room.acquire();
            workers.execute(() -> {
                try {
                    answer(frame);
                } finally {
                    room.release();
                }
            });
        }
    }

    private void answer(RequestFrame frame) {
        try {
            ReplicaPath replica;
            try {
                replica = ReplicaPath.parse(
                        frame.tokens().text(RequestToken.REPLICA_PATH).orElse(""));
            } catch (ServiceError e) {
                write(ResponseFrame.answer(frame, GatewayResponse.error(e, frame.activityId(), ""), MASTER));
                return;
            }
            Service.Outcome outcome = service.answer(RequestTranslation.request(frame, replica), replica);
            if (outcome instanceof Service.Answered answered) {
                String partition = replica.container().isPresent() ? String.valueOf(replica.partition()) : MASTER;
                writeAfter(answered.delayMillis(), ResponseFrame.answer(frame, answered.response(), partition));
            } else {
                end(((Service.Broken) outcome).fault());
            }
        } catch (IOException | RuntimeException e) {
            LOG.debug("A request of direct mode cannot be answered", e);
            reset();
        }
    }

    private void writeAfter(long millis, Bytes frame) throws IOException {
        if (millis == 0) {
            write(frame);
            return;
        }
        CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, workers)
                .execute(() -> {
                    try {
                        write(frame);
                    } catch (IOException e) {
                        LOG.debug("Nobody waits for a late answer", e);
                    }
                });
    }

    private void write(Bytes frame) throws IOException {
        synchronized (out) {
            if (ended) {
                return;
            }
            out.write(frame.array(), 0, frame.length());
            out.flush();
        }
    }

    /** Where the connection ends, all requests under way on it have no answer. */
    private void end(Fault fault) throws IOException {
        LOG.debug("A request of direct mode has no answer: {}", fault);
        switch (fault.ending()) {
            case CLOSE -> close();
            case SILENCE -> {
                // The client waits.
            }
            default -> reset();
        }
    }

    /**
     * Says farewell, as TLS has it, and reads on until the client has closed its side: a socket that is closed with
     * bytes unread would be reset.
     */
    private void close() throws IOException {
        synchronized (out) {
            if (!ended) {
                ended = true;
                socket.shutdownOutput();
                plain.shutdownOutput();
            }
        }
    }

    /** Closes the socket without a farewell, so that the client sees a reset. */
    private void reset() {
        ended = true;
        try {
            plain.setSoLinger(true, 0);
            plain.close();
        } catch (IOException e) {
            LOG.debug("The connection to reset was gone already", e);
        }
    }
}
