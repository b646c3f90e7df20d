package io.cosmosdataflow.store.cosmos;

import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.definition.Reference;
import io.cosmosdataflow.definition.cosmos.ConnectionMode;
import io.cosmosdataflow.definition.cosmos.CosmosLinkedService;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.definition.json.Secret;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import io.cosmosdataflow.store.cosmos.client.CosmosAccount;
import io.cosmosdataflow.store.cosmos.sdk.ConnectorCheck;
import io.cosmosdataflow.store.cosmos.sdk.StoredText;
import io.cosmosdataflow.store.kind.ContainerName;
import io.cosmosdataflow.store.kind.KeyChoice;
import io.cosmosdataflow.store.kind.Opening;
import io.cosmosdataflow.store.kind.StoreScope;
import io.cosmosdataflow.store.local.LocalStores;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A container that the definitions name.
 *
 * @param mode how the account is reached
 * @param account empty in local mode, which brings its own
 */
record ContainerPlace(
        LinkedService service,
        String database,
        String name,
        ConnectionMode mode,
        Optional<CosmosLinkedService> account) {

    /** Empty if the account cannot be used, which is reported, or is known only in the run, or it is none. */
    static Optional<ContainerPlace> of(LinkedService service, String container, StoreScope scope, Issues issues) {
        if (!service.type().equals(CosmosLinkedService.TYPE)) {
            return Optional.empty();
        }
        ConnectorCheck.problem()
                .ifPresent(problem -> issues.error(
                        ErrorCode.CosmosConnectorUnsuitable, service.span(), problem, ConnectorCheck.hint()));
        if (scope.local().isPresent()) {
            String database = CosmosLinkedService.localDatabase(service);
            ConnectionMode mode = CosmosLinkedService.connectionMode(service, issues);
            return Optional.of(new ContainerPlace(service, database, container, mode, Optional.empty()));
        }
        return CosmosLinkedService.read(service, scope.factory(), issues)
                .map(known -> new ContainerPlace(
                        service, known.database(), container, known.connectionMode(), Optional.of(known)));
    }

    /**
     * To read from; says so if the numbers of documents may not come as they were written.
     *
     * @throws io.cosmosdataflow.diagnostic.JobException {@code CosmosNotFound} in local mode for a container that is
     *     neither there nor has documents to start with
     */
    ContainerAddress openSource(StoreScope scope, LocalContainers containers, Opening with) {
        if (!StoredText.keep()) {
            with.remark().accept(StoredText.LOST);
        }
        return account.map(this::connected).orElseGet(() -> {
            ContainerAddress address = embedded(scope);
            containers.prepareSource(
                    wanted(address, scope), () -> with.partitionKeys().apply(localName()), with);
            return address;
        });
    }

    /**
     * To write to; in local mode the container is made if it is missing.
     *
     * @param partitionKey that the sink says, for a container that local mode makes; empty if it says none
     */
    ContainerAddress openSink(StoreScope scope, LocalContainers containers, Opening with, List<String> partitionKey) {
        if (account.isPresent()) {
            return connected(account.get());
        }
        ContainerAddress address = embedded(scope);
        containers.prepareSink(
                wanted(address, scope),
                partitionKey.isEmpty()
                        ? () -> with.partitionKeys().apply(localName())
                        : () -> new KeyChoice(partitionKey, ""),
                with);
        return address;
    }

    /** Whichever linked service names it, in local mode. */
    ContainerName localName() {
        return new ContainerName(CosmosLinkedService.localAccount(service), database, name);
    }

    private ContainerAddress connected(CosmosLinkedService known) {
        return address(URI.create(known.endpoint().trim()), known.key());
    }

    private ContainerAddress embedded(StoreScope scope) {
        LocalStores.Account embedded = scope.local()
                .flatMap(LocalStores::cosmos)
                .orElseThrow()
                .account(CosmosLinkedService.localAccount(service));
        return address(embedded.endpoint(), embedded.key());
    }

    private LocalContainers.Wanted wanted(ContainerAddress address, StoreScope scope) {
        String own = CosmosLinkedService.localAccount(service);
        Map<String, String> accounts = new LinkedHashMap<>();
        accounts.put(service.name(), own);
        for (LinkedService other : scope.factory().linkedServices().all()) {
            if (other.type().equalsIgnoreCase(CosmosLinkedService.TYPE)
                    && other.parameters().isEmpty()) {
                scope.linkedService(reference(other), new Issues())
                        .ifPresent(each -> accounts.putIfAbsent(each.name(), CosmosLinkedService.localAccount(each)));
            }
        }
        List<String> ofAccount = accounts.keySet().stream()
                .filter(name -> accounts.get(name).equals(own))
                .toList();
        return new LocalContainers.Wanted(
                address, ofAccount, ofAccount.size() == accounts.size() ? "" : " in account '" + own + "'");
    }

    private static Reference reference(LinkedService service) {
        JsonObject nothing = new JsonObject(service.span(), Map.of());
        return new Reference(service.name(), Reference.LINKED_SERVICE, nothing, service.span());
    }

    private ContainerAddress address(URI endpoint, Secret key) {
        return new ContainerAddress(CosmosAccount.of(endpoint, key).inMode(mode), database, name);
    }
}
