package io.cosmosdataflow.store.cosmos.client;

import azure_cosmos_spark.com.azure.cosmos.CosmosAsyncClient;
import azure_cosmos_spark.com.azure.cosmos.CosmosAsyncContainer;
import java.util.concurrent.atomic.AtomicBoolean;

/** The right to use a shared client until it is given back. */
public final class ClientLease implements AutoCloseable {

    private final CosmosAsyncClient client;
    private final Runnable release;
    private final AtomicBoolean closed = new AtomicBoolean();

    ClientLease(CosmosAsyncClient client, Runnable release) {
        this.client = client;
        this.release = release;
    }

    public CosmosAsyncClient client() {
        return client;
    }

    public CosmosAsyncContainer container(ContainerAddress address) {
        return client.getDatabase(address.database()).getContainer(address.container());
    }

    /** Gives the client back; a second call does nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            release.run();
        }
    }
}
