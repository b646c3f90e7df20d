package io.cosmosdataflow.emulator.http;

import io.cosmosdataflow.emulator.meter.Statistics;
import io.cosmosdataflow.emulator.protocol.ServiceError;
import io.cosmosdataflow.emulator.storage.AccountCatalog;
import io.cosmosdataflow.emulator.storage.Container;

/** Counts what is asked of a container and holds it to its offer. */
final class Metering {

    private final AccountCatalog catalog;
    private final Statistics statistics;
    private final boolean throttling;

    Metering(AccountCatalog catalog, Statistics statistics, boolean throttling) {
        this.catalog = catalog;
        this.statistics = statistics;
        this.throttling = throttling;
    }

    /** 429 when the container's offer is exceeded. */
    void admit(Container container) {
        ServiceError refusal = refusal(container);
        if (refusal != null) {
            throw refusal;
        }
    }

    /** The error of an operation that the offer does not allow now; null when it does. */
    ServiceError refusal(Container container) {
        if (!throttling) {
            return null;
        }
        long wait = catalog.offerOf(container).budget().waitMillis();
        if (wait == 0) {
            return null;
        }
        statistics.throttled(name(container), 1);
        return ServiceError.throttled(wait);
    }

    void charge(Container container, double units) {
        statistics.charged(name(container), units);
        spend(container, units);
    }

    private void spend(Container container, double units) {
        if (throttling) {
            catalog.offerOf(container).budget().spend(units);
        }
    }

    void page(Container container, long documents) {
        statistics.page(name(container), documents);
    }

    void read(Container container, long documents) {
        statistics.read(name(container), documents);
    }

    void written(Container container, long documents) {
        statistics.written(name(container), documents);
    }

    private static String name(Container container) {
        return Statistics.name(container.databaseId(), container.id());
    }
}
