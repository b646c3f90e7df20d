package io.cosmosdataflow.copy;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import java.util.Map;
import org.apache.spark.sql.Observation;

/** What Spark observed while a Dataset was written. */
final class ObservedValues {

    private ObservedValues() {}

    /** Waits for the end of the first action over the observed Dataset, which must have succeeded. */
    static Map<String, Object> of(Observation observation) {
        try {
            return observation.getAsJava();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw JobException.of(ErrorCode.ActivityFailed, "The activity was cancelled.", e);
        }
    }
}
