package io.cosmosdataflow.store.cosmos.read;

import io.cosmosdataflow.store.cosmos.metric.RequestCharge;
import java.io.Serializable;
import org.apache.spark.SparkContext;
import org.apache.spark.util.LongAccumulator;

/**
 * What a read has cost, over all tasks; the driver sees what tasks that ended have added. Charges count whatever
 * became of the task, as they do on the bill.
 */
public final class ReadMeter implements Serializable {

    private final LongAccumulator documents = new LongAccumulator();
    private final LongAccumulator bytes = new LongAccumulator();
    private final LongAccumulator throttled = new LongAccumulator();
    private final RequestCharge charge;

    public ReadMeter(SparkContext context) {
        context.register(documents);
        context.register(bytes);
        context.register(throttled);
        charge = new RequestCharge(context);
    }

    /** Of one task, which {@link #add adds} it when it ends; request units count at once. */
    TaskMeter task() {
        return new TaskMeter(charge);
    }

    void add(TaskMeter task) {
        documents.add(task.documents());
        bytes.add(task.bytes());
        throttled.add(task.throttled());
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

    /** No task reads any more. */
    public void ended() {
        charge.close();
    }

    /** Request units. */
    public double requestCharge() {
        return charge.total();
    }
}
