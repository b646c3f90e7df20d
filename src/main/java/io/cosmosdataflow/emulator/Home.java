package io.cosmosdataflow.emulator;

import io.cosmosdataflow.emulator.disk.DiskRefusal;
import io.cosmosdataflow.emulator.tls.ServerIdentity;
import io.cosmosdataflow.emulator.tls.TrustStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The directory of an emulator, with what its TLS needs; that is made at the first start. */
record Home(Path directory, ServerIdentity identity, TrustStore trustStore, Path certificatePem) {

    private static final String IDENTITY = "identity.p12";
    private static final String CERTIFICATE = "certificate.pem";
    private static final String TRUST = "trust.p12";

    /** The data directory, made where it is missing; without one a directory that ends with the JVM. */
    static Path directory(EmulatorOptions options) throws IOException {
        if (options.data().isPresent()) {
            return made(options.data().get());
        }
        Path passing = Files.createTempDirectory("embedded-cosmos");
        for (String name : List.of("", IDENTITY, CERTIFICATE, TRUST)) {
            passing.resolve(name).toFile().deleteOnExit();
        }
        return passing;
    }

    private static Path made(Path directory) throws DiskRefusal {
        try {
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new DiskRefusal(directory, 0, e);
        }
    }

    static Home of(Path directory) throws IOException {
        ServerIdentity identity = ServerIdentity.loadOrMake(directory.resolve(IDENTITY));
        Path pem = directory.resolve(CERTIFICATE);
        identity.exportPem(pem);
        TrustStore trust = TrustStore.write(directory.resolve(TRUST), identity.certificate());
        return new Home(directory, identity, trust, pem);
    }
}
