package io.cosmosdataflow.store.sql.write;

import io.cosmosdataflow.store.RowCounts;
import java.util.Optional;
import org.apache.spark.sql.connector.write.WriterCommitMessage;

/**
 * What a task, or all of them, did.
 *
 * @param rows that are committed, or were skipped
 * @param refusal of a row that ends the activity; null if there is none
 */
public record TaskOutcome(RowCounts rows, Refusal refusal) implements WriterCommitMessage {

    public static final TaskOutcome NOTHING = new TaskOutcome(RowCounts.NONE, null);

    public Optional<Refusal> refused() {
        return Optional.ofNullable(refusal);
    }

    TaskOutcome plus(TaskOutcome other) {
        return new TaskOutcome(rows.plus(other.rows), refusal == null ? other.refusal : refusal);
    }
}
