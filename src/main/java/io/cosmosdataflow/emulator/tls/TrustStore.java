package io.cosmosdataflow.emulator.tls;

import io.cosmosdataflow.emulator.disk.WholeFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    private static final String LOCATION = "javax.net.ssl.trustStore";
    private static final List<String> PROPERTIES = List.of(LOCATION, LOCATION + "Type", LOCATION + "Password");

    private final Path file;
    private final Map<String, String> before = new HashMap<>();

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
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            store.store(content, PASSWORD.toCharArray());
            WholeFile.writePrivate(file, content.toByteArray());
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
        PROPERTIES.forEach(name -> before.put(name, System.getProperty(name)));
        System.setProperty(LOCATION, file.toAbsolutePath().toString());
        System.setProperty(LOCATION + "Type", TYPE);
        System.setProperty(LOCATION + "Password", PASSWORD);
    }

    /** Lets this JVM use what it used before {@link #install}, unless another trust store was installed since. */
    public void uninstall() {
        if (!file.toAbsolutePath().toString().equals(System.getProperty(LOCATION)) || before.isEmpty()) {
            return;
        }
        before.forEach((name, value) -> {
            if (value == null) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, value);
            }
        });
    }
}
