package io.cosmosdataflow.emulator.http;

import io.cosmosdataflow.emulator.meter.Statistics;
import io.cosmosdataflow.emulator.protocol.ServiceError;
import io.cosmosdataflow.emulator.storage.AccountCatalog;
import io.cosmosdataflow.emulator.storage.Container;
import io.cosmosdataflow.emulator.storage.Partition;

/** Counts what is asked of a container and holds its physical partitions to its offer. */
final class Metering {

    private final AccountCatalog catalog;
    private final Statistics statistics;
    private final boolean throttling;

    Metering(AccountCatalog catalog, Statistics statistics, boolean throttling) {
        this.catalog = catalog;
        this.statistics = statistics;
        this.throttling = throttling;
    }

    /** 429 when the offer of the partition is exceeded. */
    void admit(Container container, Partition partition) {
        reserve(container, partition, 0);
    }

    /** 429 when the offer of any of the partitions is. */
    void admit(AskedPartitions scope) {
        scope.partitions().forEach(partition -> admit(scope.container(), partition));
    }

    /** The same for an operation that is to be decided with others: what it costs at least is taken now. */
    void reserve(Container container, Partition partition, double units) {
        if (throttling) {
            long wait = catalog.budgetOf(container, partition).admit(units);
            if (wait > 0) {
                statistics.throttled(name(container), 1);
                throw ServiceError.throttled(wait);
            }
        }
    }

    /** What was reserved, before the true charge is taken. */
    void giveBack(Container container, Partition partition, double units) {
        spend(container, partition, -units);
    }

    void charge(Container container, Partition partition, double units) {
        statistics.charged(name(container), units);
        spend(container, partition, units);
    }

    /** Each of the partitions has done its part. */
    void charge(AskedPartitions scope, double units) {
        statistics.charged(name(scope.container()), units);
        int parts = scope.partitions().size();
        scope.partitions().forEach(partition -> spend(scope.container(), partition, units / parts));
    }

    private void spend(Container container, Partition partition, double units) {
        if (throttling) {
            catalog.budgetOf(container, partition).spend(units);
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
