package io.cosmosdataflow.emulator.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustStoreTest {

    @TempDir
    Path directory;

    @Test
    void holdsTheAnchorsOfTheJvmAndTheCertificate() throws IOException, GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        int present = ((X509TrustManager) factory.getTrustManagers()[0]).getAcceptedIssuers().length;
        ServerIdentity identity = ServerIdentity.loadOrMake(directory.resolve("identity.p12"));

        TrustStore trust = TrustStore.write(directory.resolve("trust.p12"), identity.certificate());

        KeyStore store = KeyStore.getInstance(TrustStore.TYPE);
        try (InputStream in = Files.newInputStream(trust.file())) {
            store.load(in, TrustStore.PASSWORD.toCharArray());
        }
        assertThat(store.size()).isEqualTo(present + 1);
        assertThat(store.getCertificateAlias(identity.certificate())).startsWith("emulator-");
    }

    @Test
    void identityIsMadeOnceAndNamesTheLoopbackHosts() throws IOException, GeneralSecurityException {
        Path file = directory.resolve("identity.p12");
        ServerIdentity made = ServerIdentity.loadOrMake(file);
        assertThat(ServerIdentity.loadOrMake(file).certificate()).isEqualTo(made.certificate());
        assertThat(made.certificate().getSubjectAlternativeNames())
                .extracting(name -> String.valueOf(name.get(1)))
                .contains("localhost", "127.0.0.1");
    }

    @Test
    void pemHoldsTheCertificate() throws IOException, GeneralSecurityException {
        ServerIdentity identity = ServerIdentity.loadOrMake(directory.resolve("identity.p12"));
        Path pem = directory.resolve("certificate.pem");
        identity.exportPem(pem);
        try (InputStream in = Files.newInputStream(pem)) {
            assertThat(CertificateFactory.getInstance("X.509").generateCertificate(in))
                    .isEqualTo(identity.certificate());
        }
    }
}
