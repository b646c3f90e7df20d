package io.cosmosdataflow.testing;

import io.cosmosdataflow.emulator.tls.ServerIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Servers on loopback that no client can talk to: one with a certificate that nobody trusts, one that is silent. */
public final class UntrustedServer implements AutoCloseable {

    private final ServerSocket server;

    private UntrustedServer(ServerSocket server) {
        this.server = server;
    }

    /** @param directory for the file of the certificate */
    public static UntrustedServer start(Path directory) throws IOException, GeneralSecurityException {
        ServerIdentity identity = ServerIdentity.loadOrMake(directory.resolve("untrusted.p12"));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(identity.keyStore(), identity.password().toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        UntrustedServer started = new UntrustedServer(
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        Thread thread = new Thread(started::shakeHands, "untrusted server");
        thread.setDaemon(true);
        thread.start();
        return started;
    }

    /** The system takes connections for it, and nobody ever answers. */
    public static UntrustedServer silent() throws IOException {
        return new UntrustedServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    }

    public int port() {
        return server.getLocalPort();
    }

    private void shakeHands() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                ((SSLSocket) socket).startHandshake();
            } catch (IOException e) {
                // The client has ended the handshake, or the server is closed.
                continue;
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
