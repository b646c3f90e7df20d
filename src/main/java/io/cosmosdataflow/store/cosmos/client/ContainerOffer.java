package io.cosmosdataflow.store.cosmos.client;

import azure_cosmos_spark.com.azure.cosmos.models.ThroughputProperties;

/**
 * The throughput that a container has for itself.
 *
 * @param unitsPerSecond RU/s; of autoscale the most that it scales to
 */
public record ContainerOffer(int unitsPerSecond, boolean autoscale) {

    private static final int STEP = 100;
    private static final int AUTOSCALE_STEP = 1_000;

    public ContainerOffer {
        if (unitsPerSecond < 1) {
            throw new IllegalArgumentException("a throughput is positive, not " + unitsPerSecond);
        }
    }

    static ContainerOffer of(ThroughputProperties properties) {
        int most = properties.getAutoscaleMaxThroughput();
        return most > 0 ? new ContainerOffer(most, true) : new ContainerOffer(properties.getManualThroughput(), false);
    }

    /**
     * This offer if it allows as much, else the smallest of its kind that does: the service takes manual
     * throughput in steps of 100 RU/s, and autoscale in steps of 1,000.
     *
     * <p>Source: Microsoft Learn, service quotas of Azure Cosmos DB.
     */
    public ContainerOffer atLeast(int unitsPerSecondWanted) {
        if (unitsPerSecond >= unitsPerSecondWanted) {
            return this;
        }
        int step = autoscale ? AUTOSCALE_STEP : STEP;
        return new ContainerOffer((unitsPerSecondWanted + step - 1) / step * step, autoscale);
    }

    ThroughputProperties properties() {
        return autoscale
                ? ThroughputProperties.createAutoscaledThroughput(unitsPerSecond)
                : ThroughputProperties.createManualThroughput(unitsPerSecond);
    }

    /** {@code 400 RU/s}, {@code autoscale up to 4000 RU/s}. */
    @Override
    public String toString() {
        return (autoscale ? "autoscale up to " : "") + unitsPerSecond + " RU/s";
    }
}
