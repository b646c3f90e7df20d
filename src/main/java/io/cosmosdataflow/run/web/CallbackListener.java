package io.cosmosdataflow.run.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.cosmosdataflow.definition.json.JsonReader;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Takes the calls that services make when their work is done. All that are waited for at an address share one listener,
 * which is there only while somebody waits. Each has a name that nobody can guess; whoever does not know it learns
 * nothing, and is not listened to.
 */
final class CallbackListener {

    private static final Map<InetSocketAddress, CallbackListener> OPEN = new HashMap<>();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int TOKEN_BYTES = 32;
    private static final int THREADS = 64;
    private static final int MOST_BYTES = 4 << 20;

    private final InetSocketAddress address;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
        Thread thread = new Thread(task, "callback");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, CompletableFuture<String>> expected = new ConcurrentHashMap<>();

    private CallbackListener(InetSocketAddress address) throws IOException {
        this.address = address;
        this.server = HttpServer.create(address, 0);
        server.createContext("/", this::hear);
        server.setExecutor(threads);
        server.start();
    }

    /**
     * A call that is waited for.
     *
     * @param token last part of the path that it has to be made to
     * @param body of the call: JSON, or nothing
     */
    record Expected(CallbackListener listener, String token, CompletableFuture<String> body) implements AutoCloseable {

        int port() {
            return listener.server.getAddress().getPort();
        }

        @Override
        public void close() {
            listener.end(token);
        }
    }

    /**
     * @param address with port 0 for any that is free
     * @throws JobException {@link ErrorCode#ActivityFailed} if it cannot be listened to
     */
    static Expected expect(InetSocketAddress address) {
        byte[] token = new byte[TOKEN_BYTES];
        RANDOM.nextBytes(token);
        String name = Base64.getUrlEncoder().withoutPadding().encodeToString(token);
        CompletableFuture<String> body = new CompletableFuture<>();
        synchronized (OPEN) {
            CallbackListener listener = OPEN.computeIfAbsent(address, CallbackListener::open);
            listener.expected.put(name, body);
            return new Expected(listener, name, body);
        }
    }

    private static CallbackListener open(InetSocketAddress address) {
        try {
            return new CallbackListener(address);
        } catch (IOException e) {
            throw JobException.of(
                    ErrorCode.ActivityFailed,
                    "There can be no listener for callbacks at port " + address.getPort() + ": " + e.getMessage()
                            + ". Choose another one with " + CallbackSettings.SPARK + CallbackSettings.PORT + ".",
                    e);
        }
    }

    private void end(String token) {
        synchronized (OPEN) {
            expected.remove(token);
            if (expected.isEmpty() && OPEN.remove(address, this)) {
                server.stop(0);
                threads.shutdownNow();
            }
        }
    }

    private void hear(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        CompletableFuture<String> body = expected.get(path.substring(path.lastIndexOf('/') + 1));
        if (body == null || body.isDone()) {
            answer(exchange, 404);
        } else if (!exchange.getRequestMethod().equals("POST")) {
            answer(exchange, 405);
        } else {
            byte[] bytes = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
            String text = new String(bytes, StandardCharsets.UTF_8);
            boolean tooLong = bytes.length > MOST_BYTES;
            boolean json = !tooLong && isJson(text);
            answer(exchange, json ? 200 : tooLong ? 413 : 400);
            if (json) {
                body.complete(text);
            }
        }
    }

    private static boolean isJson(String text) {
        try {
            if (!text.isBlank()) {
                JsonReader.read("callback", text);
            }
            return true;
        } catch (JobException e) {
            return false;
        }
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }
}
