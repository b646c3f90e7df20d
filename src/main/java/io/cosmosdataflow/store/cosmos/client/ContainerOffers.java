package io.cosmosdataflow.store.cosmos.client;

import azure_cosmos_spark.com.azure.cosmos.CosmosException;
import azure_cosmos_spark.com.azure.cosmos.models.ThroughputResponse;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import java.util.Optional;

/** Reads and changes the throughput of containers. */
public final class ContainerOffers implements AutoCloseable {

    private static final String SERVERLESS = "serverless";

    private final CosmosAccount account;
    private final ClientLease lease;

    private ContainerOffers(CosmosAccount account, ClientLease lease) {
        this.account = account;
        this.lease = lease;
    }

    /** @throws JobException as {@link CosmosClients#lease} */
    public static ContainerOffers of(CosmosAccount account) {
        return new ContainerOffers(account, CosmosClients.lease(account, ClientUse.READ));
    }

    /**
     * A container and the throughput that it has for itself.
     *
     * @param rid the service's own name of the container; another one after it was recreated
     * @param offer empty if the container has none
     * @param least RU/s that the service would take now; it grows with the data and with the largest offer
     * @param withoutOffer why; blank if it has one
     */
    public record Found(String rid, Optional<ContainerOffer> offer, int least, String withoutOffer) {}

    /** @return empty if there is no such container */
    public Optional<Found> find(String database, String container) {
        ContainerAddress address = new ContainerAddress(account, database, container);
        String rid;
        try {
            rid = Patience.ask(() -> lease.container(address)
                            .read()
                            .timeout(Answers.LONGEST)
                            .block())
                    .getProperties()
                    .getResourceId();
        } catch (RuntimeException e) {
            if (status(e) == Verdict.NOT_FOUND) {
                return Optional.empty();
            }
            throw ServiceFaults.reading(e, address);
        }
        try {
            ThroughputResponse response = Patience.ask(() -> lease.container(address)
                    .readThroughput()
                    .timeout(Answers.LONGEST)
                    .block());
            return Optional.of(new Found(
                    rid, Optional.of(ContainerOffer.of(response.getProperties())), response.getMinThroughput(), ""));
        } catch (RuntimeException e) {
            if (status(e) == Verdict.INVALID || status(e) == Verdict.NOT_FOUND) {
                return Optional.of(new Found(rid, Optional.empty(), 0, why(e)));
            }
            throw failed("read", address, e);
        }
    }

    /** @throws JobException {@code CosmosThroughputFailed} with what the service says */
    public void change(String database, String container, ContainerOffer offer) {
        ContainerAddress address = new ContainerAddress(account, database, container);
        try {
            lease.container(address)
                    .replaceThroughput(offer.properties())
                    .timeout(Answers.LONGEST)
                    .block();
        } catch (RuntimeException e) {
            throw failed("set to " + offer, address, e);
        }
    }

    @Override
    public void close() {
        lease.close();
    }

    private static JobException failed(String what, ContainerAddress address, RuntimeException thrown) {
        if (status(thrown) == Verdict.UNAUTHORIZED
                || ServiceFaults.answer(thrown).isEmpty()) {
            return ServiceFaults.reading(thrown, address);
        }
        return JobException.of(
                ErrorCode.CosmosThroughputFailed,
                "The throughput of " + address + " cannot be " + what + ": "
                        + ServiceFaults.answer(thrown)
                                .map(ServiceFaults::shortText)
                                .orElse("") + ".");
    }

    /** The SDK finds no offer for the container; a serverless account answers that it has none at all. */
    private static String why(RuntimeException thrown) {
        String said = ServiceFaults.answer(thrown).map(ServiceFaults::shortText).orElse("");
        return said.contains(SERVERLESS) ? "the account is serverless" : "it shares the throughput of its database";
    }

    private static Verdict status(RuntimeException thrown) {
        return ServiceFaults.answer(thrown)
                .map(CosmosException::getStatusCode)
                .map(Verdict::of)
                .orElse(Verdict.FAILED);
    }
}
