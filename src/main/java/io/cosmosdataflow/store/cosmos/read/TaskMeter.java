package io.cosmosdataflow.store.cosmos.read;

import io.cosmosdataflow.store.cosmos.metric.RequestCharge;
import io.cosmosdataflow.store.cosmos.sdk.RequestMeter;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;

/** Counts for one task; the client's threads add to it while the task's thread reads it. */
final class TaskMeter implements RequestMeter {

    private final LongAdder documents = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder throttled = new LongAdder();
    private final DoubleAdder charge = new DoubleAdder();
    private final RequestCharge ofAllTasks;
    private volatile boolean partitionGone;
    private volatile long lastNews = System.nanoTime();

    TaskMeter(RequestCharge ofAllTasks) {
        this.ofAllTasks = ofAllTasks;
    }

    void document(int length) {
        documents.increment();
        bytes.add(length);
    }

    @Override
    public void throttledRequest() {
        heard();
        throttled.increment();
    }

    @Override
    public void charged(double requestUnits) {
        heard();
        charge.add(requestUnits);
        ofAllTasks.add(requestUnits);
    }

    @Override
    public void partitionGone() {
        heard();
        partitionGone = true;
    }

    private void heard() {
        lastNews = System.nanoTime();
    }

    /** {@link System#nanoTime} of the last thing that was heard of a request. */
    long lastNews() {
        return lastNews;
    }

    boolean isPartitionGone() {
        return partitionGone;
    }

    long documents() {
        return documents.sum();
    }

    long bytes() {
        return bytes.sum();
    }

    long throttled() {
        return throttled.sum();
    }

    double charge() {
        return charge.sum();
    }

    CustomTaskMetric[] metrics() {
        return new CustomTaskMetric[] {
            metric(ReadMetrics.DOCUMENTS, documents()),
            metric(ReadMetrics.BYTES, bytes()),
            metric(ReadMetrics.REQUEST_UNITS, Math.round(charge())),
            metric(ReadMetrics.THROTTLED, throttled())
        };
    }

    private static CustomTaskMetric metric(String name, long value) {
        return new CustomTaskMetric() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public long value() {
                return value;
            }
        };
    }
}
