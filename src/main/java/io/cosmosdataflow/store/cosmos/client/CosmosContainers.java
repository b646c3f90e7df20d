package io.cosmosdataflow.store.cosmos.client;

import azure_cosmos_spark.com.azure.cosmos.CosmosAsyncDatabase;
import azure_cosmos_spark.com.azure.cosmos.CosmosException;
import azure_cosmos_spark.com.azure.cosmos.models.CosmosContainerProperties;
import azure_cosmos_spark.com.azure.cosmos.models.CosmosDatabaseProperties;
import azure_cosmos_spark.com.azure.cosmos.models.PartitionKeyDefinition;
import azure_cosmos_spark.com.azure.cosmos.models.ThroughputProperties;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** The control plane of an account: databases and containers, through the SDK. */
public final class CosmosContainers implements AutoCloseable {

    private final CosmosAccount account;
    private final ClientLease lease;

    private CosmosContainers(CosmosAccount account, ClientLease lease) {
        this.account = account;
        this.lease = lease;
    }

    /** @throws io.cosmosdataflow.diagnostic.JobException as {@link CosmosClients#lease} */
    public static CosmosContainers of(CosmosAccount account) {
        return new CosmosContainers(account, CosmosClients.lease(account, ClientUse.READ));
    }

    public boolean exists(String database, String container) {
        ContainerAddress address = new ContainerAddress(account, database, container);
        try {
            Patience.ask(() ->
                    lease.container(address).read().timeout(Answers.LONGEST).block());
            return true;
        } catch (RuntimeException e) {
            if (isNotFound(e)) {
                return false;
            }
            throw ServiceFaults.reading(e, address);
        }
    }

    /** Names of the databases, in no order. */
    public List<String> databases() {
        ContainerAddress all = new ContainerAddress(account, "*", "*");
        return answered(all, () -> lease.client()
                .readAllDatabases()
                .map(CosmosDatabaseProperties::getId)
                .collectList()
                .timeout(Answers.LONGEST)
                .block());
    }

    /** Names of the containers of a database that exists, in no order. */
    public List<String> containers(String database) {
        ContainerAddress all = new ContainerAddress(account, database, "*");
        return answered(all, () -> lease.client()
                .getDatabase(database)
                .readAllContainers()
                .map(CosmosContainerProperties::getId)
                .collectList()
                .timeout(Answers.LONGEST)
                .block());
    }

    /** With a partition key of one path. */
    public void createIfMissing(String database, String container, String partitionKeyPath, OptionalInt throughput) {
        createIfMissing(database, container, List.of(partitionKeyPath), throughput);
    }

    /**
     * Creates what is missing; what exists stays as it is, whatever its partition key.
     *
     * @param partitionKeyPaths {@code /id}, {@code /address/city}; several of a hierarchical key; it is of version 2
     * @param throughput RU/s of a new container; empty for the service's default
     */
    public void createIfMissing(
            String database, String container, List<String> partitionKeyPaths, OptionalInt throughput) {
        ContainerAddress address = new ContainerAddress(account, database, container);
        CosmosContainerProperties properties =
                new CosmosContainerProperties(container, Recreation.keyOf(partitionKeyPaths));
        answered(address, () -> {
            lease.client()
                    .createDatabaseIfNotExists(database)
                    .timeout(Answers.LONGEST)
                    .block();
            CosmosAsyncDatabase owner = lease.client().getDatabase(database);
            return throughput.isPresent()
                    ? owner.createContainerIfNotExists(
                                    properties, ThroughputProperties.createManualThroughput(throughput.getAsInt()))
                            .timeout(Answers.LONGEST)
                            .block()
                    : owner.createContainerIfNotExists(properties)
                            .timeout(Answers.LONGEST)
                            .block();
        });
    }

    /**
     * Drops a container with its documents and makes it anew as it was: indexing policy, time to live, analytical
     * time to live, unique keys, conflict resolution, partition key and throughput survive. A container that
     * does not exist is made.
     *
     * <p>Source: Microsoft Learn, connector-azure-cosmos-db, sink transformation, collection action.
     *
     * @param partitionKeyPaths in place of the old one, of version 2; empty for the old one; needed for a container that does not exist
     * @param throughput manual RU/s in place of the old offer; else the old one, manual or autoscale, or none
     * @throws io.cosmosdataflow.diagnostic.JobException {@code CosmosKeyInvalid} if there is neither a container
     *     nor a partition key; {@code CosmosWriteFailed} if the service refuses
     */
    public void recreate(String database, String container, List<String> partitionKeyPaths, OptionalInt throughput) {
        ContainerAddress address = new ContainerAddress(account, database, container);
        new Recreation(lease, address, partitionKeyPaths, throughput).run();
    }

    /**
     * @throws io.cosmosdataflow.diagnostic.JobException {@code CosmosNotFound} naming database and container
     */
    public PartitionKeyShape partitionKey(String database, String container) {
        ContainerAddress address = new ContainerAddress(account, database, container);
        return answered(address, () -> {
            PartitionKeyDefinition definition = lease.container(address)
                    .read()
                    .timeout(Answers.LONGEST)
                    .block()
                    .getProperties()
                    .getPartitionKeyDefinition();
            return new PartitionKeyShape(
                    definition.getPaths(), definition.getPaths().size() > 1);
        });
    }

    /** The service's own name of the container, which is another one after it was recreated. */
    public String resourceId(String database, String container) {
        ContainerAddress address = new ContainerAddress(account, database, container);
        return answered(address, () -> lease.container(address)
                .read()
                .timeout(Answers.LONGEST)
                .block()
                .getProperties()
                .getResourceId());
    }

    /** Deletes the container with its documents; a missing one is fine. */
    public void delete(String database, String container) {
        ContainerAddress address = new ContainerAddress(account, database, container);
        try {
            lease.container(address).delete().timeout(Answers.LONGEST).block();
        } catch (RuntimeException e) {
            if (!isNotFound(e)) {
                throw ServiceFaults.writing(e, address);
            }
        }
    }

    @Override
    public void close() {
        lease.close();
    }

    private static <T> T answered(ContainerAddress address, Supplier<T> request) {
        try {
            return Patience.ask(request);
        } catch (RuntimeException e) {
            throw ServiceFaults.writing(e, address);
        }
    }

    private static boolean isNotFound(RuntimeException thrown) {
        return ServiceFaults.answer(thrown)
                .map(CosmosException::getStatusCode)
                .filter(status -> Verdict.of(status) == Verdict.NOT_FOUND)
                .isPresent();
    }
}
