package io.cosmosdataflow.store.cosmos.read;

import java.io.Serializable;
import org.apache.spark.SparkContext;
import org.apache.spark.util.DoubleAccumulator;
import org.apache.spark.util.LongAccumulator;

/**
 * What a read has cost, over all tasks; the driver sees what tasks that ended have added. Charges of failed
 * tasks are lost, those of tasks that ran twice count twice, as they do on the bill.
 */
public final class ReadMeter implements Serializable {

    private final LongAccumulator documents = new LongAccumulator();
    private final LongAccumulator bytes = new LongAccumulator();
    private final LongAccumulator throttled = new LongAccumulator();
    private final DoubleAccumulator charge = new DoubleAccumulator();

    public ReadMeter(SparkContext context) {
        context.register(documents);
        context.register(bytes);
        context.register(throttled);
        context.register(charge);
    }

    void add(TaskMeter task) {
        documents.add(task.documents());
        bytes.add(task.bytes());
        throttled.add(task.throttled());
        charge.add(task.charge());
    }

    public long documents() {
        return documents.value();
    }

    /** UTF-8 length of the documents as they are handed out. */
    public long bytes() {
        return bytes.value();
    }

    public long throttledRequests() {
        return throttled.value();
    }

    /** Request units. */
    public double requestCharge() {
        return charge.value();
    }
}
