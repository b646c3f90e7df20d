package io.cosmosdataflow.testing;

import io.cosmosdataflow.emulator.EmbeddedCosmos;
import io.cosmosdataflow.emulator.EmulatorOptions;
import io.cosmosdataflow.emulator.disk.Appending;
import java.io.IOException;
import java.io.UncheckedIOException;

/** An embedded Cosmos DB of one test class, which this JVM trusts until it is closed. */
public final class ThrowawayEmulator implements AutoCloseable {

    private final EmbeddedCosmos emulator;

    private ThrowawayEmulator(EmbeddedCosmos emulator) {
        this.emulator = emulator;
    }

    public static ThrowawayEmulator start(EmulatorOptions options) {
        return start(options, Appending.TO_FILES);
    }

    public static ThrowawayEmulator start(EmulatorOptions options, Appending appending) {
        SharedEmulator.instance();
        try {
            EmbeddedCosmos emulator = EmbeddedCosmos.start(options, appending);
            emulator.trustStore().install();
            return new ThrowawayEmulator(emulator);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public EmbeddedCosmos emulator() {
        return emulator;
    }

    /** From now on this JVM trusts the shared emulator again; its clients were in the {@linkplain ModeProof mode} meant. */
    @Override
    public void close() {
        emulator.close();
        SharedEmulator.instance().trustStore().install();
        ModeProof.prove(emulator.statistics());
    }
}
