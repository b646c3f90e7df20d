package io.cosmosdataflow.run;

import io.cosmosdataflow.definition.CosmosLinkedService;
import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.definition.Secret;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import io.cosmosdataflow.store.cosmos.client.CosmosAccount;
import java.net.URI;
import java.util.Optional;

/**
 * A container that the definitions name.
 *
 * @param account empty in local mode, which brings its own
 */
record ContainerPlace(LinkedService service, String database, String name, Optional<CosmosLinkedService> account) {

    /** Empty if the account cannot be used, which is reported, or is known only in the run. */
    static Optional<ContainerPlace> of(LinkedService service, String container, RunScope scope, Issues issues) {
        if (scope.local().isPresent()) {
            String database = CosmosLinkedService.localDatabase(service);
            return Optional.of(new ContainerPlace(service, database, container, Optional.empty()));
        }
        return CosmosLinkedService.read(service, scope.factory(), issues)
                .map(known -> new ContainerPlace(service, known.database(), container, Optional.of(known)));
    }

    /** In local mode makes the container if it is missing. */
    ContainerAddress open(RunScope scope, ActivityContext context) {
        return open(scope, context, LocalContainers.PARTITION_KEY);
    }

    /** @param partitionKey of a container that local mode makes */
    ContainerAddress open(RunScope scope, ActivityContext context, String partitionKey) {
        if (account.isPresent()) {
            CosmosLinkedService known = account.get();
            return address(URI.create(known.endpoint().trim()), known.key());
        }
        LocalStores.Account embedded =
                scope.local().flatMap(LocalStores::cosmos).orElseThrow();
        ContainerAddress address = address(embedded.endpoint(), embedded.key());
        scope.localContainers().prepare(address, service.name(), partitionKey, context);
        return address;
    }

    private ContainerAddress address(URI endpoint, Secret key) {
        return new ContainerAddress(CosmosAccount.of(endpoint, key), database, name);
    }
}
