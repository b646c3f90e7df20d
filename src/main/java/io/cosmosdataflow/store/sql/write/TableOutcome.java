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
public record TableOutcome(RowCounts rows, RowRefusal refusal) implements WriterCommitMessage {

    public static final TableOutcome NOTHING = new TableOutcome(RowCounts.NONE, null);

    public Optional<RowRefusal> refused() {
        return Optional.ofNullable(refusal);
    }

    TableOutcome plus(TableOutcome other) {
        return new TableOutcome(rows.plus(other.rows), refusal == null ? other.refusal : refusal);
    }
}
