package io.cosmosdataflow.testing;

import io.cosmosdataflow.definition.cosmos.ConnectionMode;
import io.cosmosdataflow.definition.json.Secret;
import io.cosmosdataflow.emulator.EmbeddedCosmos;
import io.cosmosdataflow.store.cosmos.client.CosmosAccount;

/** The embedded account in the mode that tests run in: {@code -Dcosmos.mode=Direct} has all of them in direct mode. */
public final class EmulatorAccount {

    private EmulatorAccount() {}

    public static ConnectionMode mode() {
        return ConnectionMode.valueOf(System.getProperty("cosmos.mode", ConnectionMode.Usual.name()));
    }

    public static CosmosAccount of(EmbeddedCosmos emulator) {
        return CosmosAccount.of(emulator.endpoint(), Secret.of(emulator.key())).inMode(mode());
    }
}
