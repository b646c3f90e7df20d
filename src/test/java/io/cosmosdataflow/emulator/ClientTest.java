package io.cosmosdataflow.emulator;

import azure_cosmos_spark.com.azure.cosmos.CosmosClientBuilder;

/** In gateway mode. */
class ClientTest extends ClientScenarios {

    @Override
    CosmosClientBuilder inMode(CosmosClientBuilder builder) {
        return builder.gatewayMode().endpointDiscoveryEnabled(false);
    }

    @Override
    boolean direct() {
        return false;
    }
}
