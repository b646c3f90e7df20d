package io.cosmosdataflow.store.cosmos.metric;

import org.apache.spark.sql.connector.metric.CustomSumMetric;

/** A sum over all tasks. Spark makes metrics by class name, so that each needs a public class of its own. */
public abstract class NamedSum extends CustomSumMetric {

    private final String name;
    private final String description;

    /** @param description as the Spark UI shows it */
    protected NamedSum(String name, String description) {
        this.name = name;
        this.description = description;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String description() {
        return description;
    }
}
