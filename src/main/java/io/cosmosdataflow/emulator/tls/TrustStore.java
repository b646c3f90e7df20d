package io.cosmosdataflow.emulator.tls;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * A trust store file that holds what this JVM trusts at present and the emulator's certificate, so that Azure and
 * the emulator can be reached from one process.
 */
public final class TrustStore {

    public static final String PASSWORD = "changeit";
    public static final String TYPE = "PKCS12";

    private final Path file;

    private TrustStore(Path file) {
        this.file = file;
    }

    /** Writes the file: the anchors of {@code javax.net.ssl.trustStore}, else of the JDK, plus the certificate. */
    public static TrustStore write(Path file, X509Certificate certificate) throws IOException {
        try {
            KeyStore store = KeyStore.getInstance(TYPE);
            store.load(null, null);
            int count = 0;
            for (X509Certificate anchor : presentAnchors()) {
                store.setCertificateEntry("anchor-" + count++, anchor);
            }
            store.setCertificateEntry(
                    "emulator-" + certificate.getSerialNumber().toString(16), certificate);
            Path written = Files.createTempFile(file.toAbsolutePath().getParent(), "trust", ".tmp");
            try (OutputStream out = Files.newOutputStream(written)) {
                store.store(out, PASSWORD.toCharArray());
            }
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return new TrustStore(file);
        } catch (GeneralSecurityException e) {
            throw new IOException("The trust store " + file + " cannot be written.", e);
        }
    }

    private static X509Certificate[] presentAnchors() throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        return Arrays.stream(factory.getTrustManagers())
                .filter(X509TrustManager.class::isInstance)
                .map((TrustManager manager) -> ((X509TrustManager) manager).getAcceptedIssuers())
                .findFirst()
                .orElse(new X509Certificate[0]);
    }

    public Path file() {
        return file;
    }

    /**
     * Makes this JVM use the file. Clients that were made before keep what they have, so this comes before the
     * first TLS connection.
     */
    public void install() {
        System.setProperty("javax.net.ssl.trustStore", file.toAbsolutePath().toString());
        System.setProperty("javax.net.ssl.trustStoreType", TYPE);
        System.setProperty("javax.net.ssl.trustStorePassword", PASSWORD);
    }
}
