package io.cosmosdataflow.emulator;

import azure_cosmos_spark.com.azure.cosmos.CosmosClientBuilder;

/** In direct mode, with no setting but endpoint, key and trust. */
class DirectClientTest extends ClientScenarios {

    @Override
    CosmosClientBuilder inMode(CosmosClientBuilder builder) {
        return builder;
    }

    @Override
    boolean direct() {
        return true;
    }
}
