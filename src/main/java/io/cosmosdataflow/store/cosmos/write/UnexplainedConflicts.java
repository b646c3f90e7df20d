package io.cosmosdataflow.store.cosmos.write;

import io.cosmosdataflow.store.RowOperation;
import io.cosmosdataflow.store.cosmos.document.SameDocument;
import io.cosmosdataflow.store.cosmos.write.bulk.PendingWrite;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Refusals of operations that an earlier attempt may have done, and that a later row of the same key may explain:
 * where the rows of a key are an insert and an update, the second attempt's insert meets the update's document, and
 * of an update and a delete the second attempt's update meets nothing. Operations on one key are judged in the order
 * of their rows, so that what explains a conflict is judged after it.
 */
final class UnexplainedConflicts {

    private final WriteTally tally;
    private final RefusedDocuments refusals;
    private final long mostBytes;
    /** By key, the eldest first. */
    private final Map<String, List<Conflict>> conflicts = new LinkedHashMap<>();

    private long bytes;

    /** @param mostBytes what the texts of their documents may hold; beyond it the eldest are refusals */
    UnexplainedConflicts(WriteTally tally, RefusedDocuments refusals, long mostBytes) {
        this.tally = tally;
        this.refusals = refusals;
        this.mostBytes = mostBytes;
    }

    /** @param stored UTF-8 of the document in the way of an insert; null for an update that finds none */
    private record Conflict(PendingWrite write, Refusal refusal, byte[] stored) {

        long bytes() {
            return write.document().bytes() + (stored == null ? 0L : stored.length);
        }

        /** Whether it is what {@code later} has left behind. */
        boolean explainedBy(PendingWrite later) {
            boolean deletes = later.operation() == RowOperation.DELETE;
            return stored == null
                    ? deletes
                    : !deletes && SameDocument.same(stored, later.document().text());
        }
    }

    synchronized void add(PendingWrite write, Refusal refusal, byte[] stored) {
        Conflict conflict = new Conflict(write, refusal, stored);
        conflicts.computeIfAbsent(write.key(), key -> new ArrayList<>(1)).add(conflict);
        bytes += conflict.bytes();
        Iterator<List<Conflict>> eldest = conflicts.values().iterator();
        while (bytes > mostBytes && eldest.hasNext()) {
            eldest.next().forEach(this::refuse);
            eldest.remove();
        }
    }

    /** After an operation is written: what it explains, an earlier attempt has written. */
    synchronized void explain(PendingWrite later) {
        List<Conflict> ofKey = conflicts.isEmpty() ? null : conflicts.get(later.key());
        if (ofKey != null) {
            ofKey.removeIf(conflict -> conflict.explainedBy(later) && written(conflict));
            if (ofKey.isEmpty()) {
                conflicts.remove(later.key());
            }
        }
    }

    /** After the last row: nothing explains what is left. */
    synchronized void refuseAll() {
        conflicts.values().forEach(ofKey -> ofKey.forEach(this::refuse));
        conflicts.clear();
    }

    private boolean written(Conflict conflict) {
        bytes -= conflict.bytes();
        tally.written(conflict.write().operation(), conflict.write().document().bytes());
        return true;
    }

    private void refuse(Conflict conflict) {
        bytes -= conflict.bytes();
        refusals.add(conflict.write(), conflict.refusal());
    }
}
