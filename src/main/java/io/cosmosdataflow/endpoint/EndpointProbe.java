package io.cosmosdataflow.endpoint;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * Looks a name up, connects, and shakes hands, each within a time: what is wrong with an address, a firewall or a
 * certificate is known in seconds. The clients of stores take such an answer for one that may be better next time.
 */
public final class EndpointProbe {

    /** For each of the three steps. */
    public static final Duration LONGEST = Duration.ofSeconds(8);

    private EndpointProbe() {}

    /** The endpoint cannot be reached; the message says why, as the rest of a sentence. */
    public static final class UnreachableException extends IOException {

        private static final long serialVersionUID = 1L;

        private final boolean untrusted;

        private UnreachableException(String reason) {
            this(reason, false);
        }

        private UnreachableException(String reason, boolean untrusted) {
            super(reason);
            this.untrusted = untrusted;
        }

        /** Whether there is a server, with a certificate that this JVM does not trust. */
        public boolean isUntrusted() {
            return untrusted;
        }
    }

    /**
     * @param tls whether the server must have a certificate for this name that the JVM trusts
     * @param longest for each step
     */
    public static void reach(String host, int port, boolean tls, Duration longest) throws UnreachableException {
        reach(host, port, tls, new byte[0], longest);
    }

    /**
     * The same, and says something: a server that takes connections and leaves it at that is not reached.
     *
     * @param greeting which the server answers with a byte at least, behind TLS
     * @param longest for each step, of which the answer is one
     */
    public static void greet(String host, int port, byte[] greeting, Duration longest) throws UnreachableException {
        reach(host, port, true, greeting, longest);
    }

    private static void reach(String host, int port, boolean tls, byte[] greeting, Duration longest)
            throws UnreachableException {
        InetAddress address = address(host, longest);
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), (int) longest.toMillis());
            if (tls) {
                shakeHands(socket, host, port, greeting, longest);
            }
        } catch (SocketTimeoutException e) {
            throw new UnreachableException(
                    "nothing answers at " + host + ":" + port + " within " + longest.toSeconds() + " s");
        } catch (ConnectException | NoRouteToHostException e) {
            throw new UnreachableException("no connection to " + host + ":" + port + " (" + e.getMessage() + ")");
        } catch (SSLHandshakeException e) {
            throw new UnreachableException(
                    "the certificate of " + host + ":" + port + " is not trusted by this JVM (" + innermost(e)
                            + "); add its authority to the trust store of the JVM, on the driver and on the executors",
                    true);
        } catch (SSLException e) {
            throw new UnreachableException(host + ":" + port + " does not speak TLS (" + innermost(e) + ")");
        } catch (IOException e) {
            throw new UnreachableException("the connection to " + host + ":" + port + " ends (" + innermost(e) + ")");
        }
    }

    /** A name server that is silent keeps a thread for longer than anybody waits. */
    private static InetAddress address(String host, Duration longest) throws UnreachableException {
        CompletableFuture<InetAddress> looking = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        looking.complete(InetAddress.getByName(host));
                    } catch (UnknownHostException | RuntimeException e) {
                        looking.completeExceptionally(e);
                    }
                },
                "look up " + host);
        thread.setDaemon(true);
        thread.start();
        try {
            return looking.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new UnreachableException("the name '" + host + "' is not known to the name servers");
        } catch (TimeoutException e) {
            throw new UnreachableException(
                    "no name server answers for '" + host + "' within " + longest.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnreachableException("interrupted while the name '" + host + "' was looked up");
        }
    }

    private static void shakeHands(Socket plain, String host, int port, byte[] greeting, Duration longest)
            throws IOException {
        plain.setSoTimeout((int) longest.toMillis());
        try (SSLSocket socket = (SSLSocket) context().getSocketFactory().createSocket(plain, host, port, true)) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            if (greeting.length > 0) {
                socket.getOutputStream().write(greeting);
                if (socket.getInputStream().read() < 0) {
                    throw new EOFException("it is closed without an answer");
                }
            }
        }
    }

    /** With the trust store of now, as the clients make theirs; the JVM's default is that of its first use. */
    public static SSLContext context() throws IOException {
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init((KeyStore) null);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static String innermost(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }
}
