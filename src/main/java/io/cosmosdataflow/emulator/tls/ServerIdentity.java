package io.cosmosdataflow.emulator.tls;

import io.cosmosdataflow.emulator.disk.WholeFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

/** The emulator's key and self-signed certificate for {@code localhost} and {@code 127.0.0.1}. */
public final class ServerIdentity {

    private static final String ALIAS = "emulator";
    private static final char[] PASSWORD = "emulator".toCharArray();
    private static final Duration LIFE = Duration.ofDays(3650);

    private final KeyStore keyStore;

    private ServerIdentity(KeyStore keyStore) {
        this.keyStore = keyStore;
    }

    /** Reads the identity from a file, or makes one and keeps it there. */
    public static ServerIdentity loadOrMake(Path file) throws IOException {
        try {
            if (Files.exists(file)) {
                KeyStore keyStore = KeyStore.getInstance("PKCS12");
                try (InputStream in = Files.newInputStream(file)) {
                    keyStore.load(in, PASSWORD);
                }
                return new ServerIdentity(keyStore);
            }
            KeyStore keyStore = made();
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            keyStore.store(content, PASSWORD);
            WholeFile.writePrivate(file, content.toByteArray());
            return new ServerIdentity(keyStore);
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IOException(
                    "The emulator's TLS identity " + file + " cannot be read or made; delete the file"
                            + " to have a new one made.",
                    e);
        }
    }

    /** One that nobody else has, and that is kept nowhere. */
    public static ServerIdentity make() throws IOException {
        try {
            return new ServerIdentity(made());
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IOException("A TLS identity cannot be made.", e);
        }
    }

    private static KeyStore made() throws GeneralSecurityException, OperatorCreationException, IOException {
        KeyStore keyStore = KeyStore.getInstance("PKCS12");
        keyStore.load(null, null);
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        keyStore.setKeyEntry(ALIAS, pair.getPrivate(), PASSWORD, new Certificate[] {certificate(pair)});
        return keyStore;
    }

    private static X509Certificate certificate(KeyPair pair)
            throws GeneralSecurityException, OperatorCreationException, IOException {
        BigInteger serial = new BigInteger(64, new SecureRandom()).setBit(0);
        // Each certificate has a name of its own: path building finds issuers by name, and a JVM may trust several.
        X500Name name =
                new X500Name("CN=localhost, OU=" + serial.toString(16) + ", O=cosmos-dataflow embedded Cosmos DB");
        Instant start = Instant.now().minus(Duration.ofDays(1));
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                name, serial, Date.from(start), Date.from(start.plus(LIFE)), name, pair.getPublic());
        builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName[] {
            new GeneralName(GeneralName.dNSName, "localhost"),
            new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
            new GeneralName(GeneralName.iPAddress, "::1")
        }));
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyCertSign));
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
    }

    /** The key store that a TLS server uses. */
    public KeyStore keyStore() {
        return keyStore;
    }

    public String password() {
        return new String(PASSWORD);
    }

    public X509Certificate certificate() {
        try {
            return (X509Certificate) keyStore.getCertificate(ALIAS);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes the certificate as PEM, as Node takes it in {@code NODE_EXTRA_CA_CERTS}. */
    public void exportPem(Path file) throws IOException {
        StringWriter text = new StringWriter();
        try (PemWriter writer = new PemWriter(text)) {
            writer.writeObject(new PemObject("CERTIFICATE", certificate().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
        WholeFile.write(file, text.toString().getBytes(StandardCharsets.US_ASCII));
    }
}
