package io.cosmosdataflow.store.cosmos.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.store.RowOperation;
import io.cosmosdataflow.store.cosmos.document.KeyValue;
import io.cosmosdataflow.store.cosmos.document.ScannedDocument;
import io.cosmosdataflow.store.cosmos.write.bulk.PendingWrite;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnexplainedConflictsTest {

    private static final Refusal CONFLICT = new Refusal(ErrorCode.CosmosConflict, 409, "its id exists");

    private final WriteTally tally = new WriteTally();
    private final RefusedDocuments refusals = new RefusedDocuments(tally, 1_000, null, 0, 0);

    private static PendingWrite write(RowOperation operation, String id, int version) {
        String text = "{\"id\":\"" + id + "\",\"v\":" + version + "}";
        List<KeyValue> key = List.of(new KeyValue.Text(id));
        return new PendingWrite(operation, new ScannedDocument(text, text.length(), id, key), true);
    }

    private static byte[] stored(int version) {
        return ("{\"v\":" + version + ".0,\"id\":\"a\"}").getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void onlyALaterRowOfTheSameKeyAndContentExplainsAConflict() {
        UnexplainedConflicts conflicts = new UnexplainedConflicts(tally, refusals, 1_000);
        conflicts.add(write(RowOperation.INSERT, "a", 1), CONFLICT, stored(3));

        conflicts.explain(write(RowOperation.UPDATE, "a", 2));
        conflicts.explain(write(RowOperation.UPDATE, "b", 3));
        conflicts.explain(write(RowOperation.DELETE, "a", 3));
        assertThat(tally.outcome().written()).isZero();
        conflicts.explain(write(RowOperation.UPSERT, "a", 3));
        conflicts.refuseAll();

        assertThat(tally.outcome().rows().of(RowOperation.INSERT)).isEqualTo(1);
        assertThat(tally.failedCount()).isZero();
    }

    @Test
    void theEldestAreRefusedWhenTheyHoldTooMuch() {
        int each = write(RowOperation.INSERT, "a", 1).document().bytes() + stored(3).length;
        UnexplainedConflicts conflicts = new UnexplainedConflicts(tally, refusals, 2L * each);

        conflicts.add(write(RowOperation.INSERT, "a", 1), CONFLICT, stored(3));
        conflicts.add(write(RowOperation.INSERT, "b", 1), CONFLICT, stored(3));
        assertThat(tally.failedCount()).isZero();
        conflicts.add(write(RowOperation.INSERT, "c", 1), CONFLICT, stored(3));

        assertThat(tally.outcome().failed().some()).extracting(WriteFailure::id).containsExactly("a");
        conflicts.refuseAll();
        assertThat(tally.outcome().failed().some()).extracting(WriteFailure::id).containsExactly("a", "b", "c");
    }
}
