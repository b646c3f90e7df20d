package io.cosmosdataflow.store.cosmos.write.bulk;

import io.cosmosdataflow.store.RowOperation;
import java.util.EnumMap;
import java.util.Map;

/**
 * Request units that operations will cost, as far as those before them tell. A model of the published figures, 5 RU for 1
 * KB and 50 RU for 100 KB, is corrected by one factor for each kind of operation: how much is indexed, how many documents
 * are replaced, and how many regions there are.
 *
 * <p>Source: Microsoft Learn, "Request Units in Azure Cosmos DB".
 */
final class OperationCosts {

    private static final double READ = 1;
    private static final double FIRST_KB = 5;
    private static final double FURTHER_KB = 45.0 / 99;
    private static final double KB = 1024;
    private static final double FIRST_FACTOR = 2;
    private static final double WEIGHT_OF_THE_NEWEST = 0.1;

    private final Map<RowOperation, Double> factors = new EnumMap<>(RowOperation.class);

    synchronized double of(PendingWrite write) {
        return write.reading() ? READ : model(write) * factors.getOrDefault(write.operation(), FIRST_FACTOR);
    }

    /** Of a write that was done. */
    synchronized void learn(PendingWrite write, double charge) {
        factors.merge(write.operation(), charge / model(write), (old, now) -> old + WEIGHT_OF_THE_NEWEST * (now - old));
    }

    private static double model(PendingWrite write) {
        return FIRST_KB + Math.max(0, Math.ceil(write.bytes() / KB) - 1) * FURTHER_KB;
    }
}
