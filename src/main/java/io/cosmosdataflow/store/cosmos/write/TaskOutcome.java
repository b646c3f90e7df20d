package io.cosmosdataflow.store.cosmos.write;

import io.cosmosdataflow.diagnostic.ErrorCode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.connector.write.WriterCommitMessage;

/**
 * What a task, or all of them, did.
 *
 * @param written operations that the service has confirmed
 * @param bytes UTF-8 length of the documents among them
 * @param requestCharge request units, of failed and repeated requests too
 * @param throttled requests that were answered 429, in whole or in part
 * @param retried operations that were sent again
 * @param failed counts of the documents that were not written
 * @param failures some of them, at most {@link #MOST_FAILURES} of each code
 * @param stopped whether the task left rows untried after too many failures
 */
public record TaskOutcome(
        long written,
        long bytes,
        double requestCharge,
        long throttled,
        long retried,
        Map<ErrorCode, Long> failed,
        List<WriteFailure> failures,
        boolean stopped)
        implements WriterCommitMessage {

    static final int MOST_FAILURES = 20;

    public static final TaskOutcome NOTHING = new TaskOutcome(0, 0, 0, 0, 0, Map.of(), List.of(), false);

    public TaskOutcome {
        failed = Map.copyOf(failed);
        failures = List.copyOf(failures);
    }

    TaskOutcome plus(TaskOutcome other) {
        Map<ErrorCode, Long> counts = new EnumMap<>(ErrorCode.class);
        counts.putAll(failed);
        other.failed.forEach((code, count) -> counts.merge(code, count, Long::sum));
        List<WriteFailure> some = new ArrayList<>();
        for (ErrorCode code : counts.keySet()) {
            java.util.stream.Stream.concat(failures.stream(), other.failures.stream())
                    .filter(failure -> failure.code() == code)
                    .limit(MOST_FAILURES)
                    .forEach(some::add);
        }
        return new TaskOutcome(
                written + other.written,
                bytes + other.bytes,
                requestCharge + other.requestCharge,
                throttled + other.throttled,
                retried + other.retried,
                counts,
                some,
                stopped || other.stopped);
    }

    public long failedCount() {
        return failed.values().stream().mapToLong(Long::longValue).sum();
    }
}
