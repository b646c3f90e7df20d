package io.cosmosdataflow.emulator.storage;

import io.cosmosdataflow.emulator.protocol.Bytes;
import io.cosmosdataflow.emulator.protocol.ServiceError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Operations on one physical partition that become visible together: they see one another's effects, reach the
 * journal as one record, and change the partition only in {@link #commit}. Used under the partition's lock.
 */
final class Transaction {

    private final Container container;
    private final Partition partition;
    private final boolean oneLsn;
    private final int now;
    private final Map<ItemKey, StoredDocument> changes = new LinkedHashMap<>();
    private final Map<String, ItemKey> uniqueChanges = new HashMap<>();
    private long lsn;
    private long number;

    /** @param oneLsn whether all changes share a log sequence number, as those of an atomic batch do */
    Transaction(Container container, Partition partition, boolean oneLsn, int now) {
        this.container = container;
        this.partition = partition;
        this.oneLsn = oneLsn;
        this.now = now;
        this.lsn = partition.lsn() + (oneLsn ? 1 : 0);
        this.number = partition.lastNumber();
    }

    ItemOutcome apply(ItemKey target, ItemOperation operation) {
        StoredDocument before = find(target);
        checkConditions(operation, before);
        return switch (operation.kind()) {
            case READ -> operation.ifNoneMatch() != null
                            && operation.ifNoneMatch().equals(before.etag())
                    ? ItemOutcome.of(304, before, before.size())
                    : ItemOutcome.of(200, before, before.size());
            case CREATE, UPSERT, REPLACE -> write(target, operation.document(), before);
            case PATCH -> patch(target, operation, before);
            case DELETE -> delete(target, before);
        };
    }

    private void checkConditions(ItemOperation operation, StoredDocument before) {
        switch (operation.kind()) {
            case CREATE -> {
                if (before != null) {
                    throw ServiceError.conflict();
                }
            }
            case UPSERT -> {}
            default -> {
                if (before == null) {
                    throw ServiceError.notFound();
                }
            }
        }
        String ifMatch = operation.ifMatch();
        if (ifMatch != null
                && before != null
                && operation.kind() != ItemOperation.Kind.READ
                && !ifMatch.equals("*")
                && !ifMatch.equals(before.etag())) {
            throw ServiceError.preconditionFailed();
        }
        String ifNoneMatch = operation.ifNoneMatch();
        if (ifNoneMatch != null
                && before != null
                && operation.kind().isWrite()
                && (ifNoneMatch.equals("*") || ifNoneMatch.equals(before.etag()))) {
            throw ServiceError.preconditionFailed();
        }
    }

    private ItemOutcome write(ItemKey target, DocumentBody document, StoredDocument before) {
        ItemKey key = new ItemKey(target.effective(), document.id());
        if (before != null && !key.equals(before.key())) {
            if (find(key) != null) {
                throw ServiceError.conflict();
            }
        }
        checkUnique(key, before, document.open());
        if (before != null && !key.equals(before.key())) {
            stage(before.key(), null);
        }
        long created = before != null ? before.number() : ++number;
        StoredDocument after = new StoredDocument(key, document.open(), created, nextLsn(), now, document.timeToLive());
        stage(key, after);
        return ItemOutcome.of(before == null ? 201 : 200, after, after.size());
    }

    private ItemOutcome patch(ItemKey target, ItemOperation operation, StoredDocument before) {
        byte[] text = operation.patch().apply(container.text(before));
        DocumentBody document = DocumentBody.parse(text, 0, text.length, container.definition());
        if (!document.id().equals(target.id())
                || !container.definition().effective(document.key()).equals(target.effective())) {
            throw ServiceError.badRequest("A patch cannot change the id or the partition key of a document.");
        }
        return write(target, document, before);
    }

    private ItemOutcome delete(ItemKey target, StoredDocument before) {
        checkUnique(target, before, null);
        nextLsn();
        stage(target, null);
        return ItemOutcome.of(204, null, before.size());
    }

    private long nextLsn() {
        return oneLsn ? lsn : ++lsn;
    }

    private StoredDocument find(ItemKey key) {
        if (changes.containsKey(key)) {
            return changes.get(key);
        }
        StoredDocument document = partition.get(key);
        if (document != null && document.isExpired(container.timeToLive(), now)) {
            stage(key, null);
            for (String value : container.uniqueKeys().values(key.effective(), document.open())) {
                uniqueChanges.put(value, null);
            }
            return null;
        }
        return document;
    }

    private void stage(ItemKey key, StoredDocument after) {
        changes.remove(key);
        changes.put(key, after);
    }

    /** Frees the values of the old text and takes those of the new one, unless another item holds them. */
    private void checkUnique(ItemKey key, StoredDocument before, byte[] after) {
        UniqueKeys uniqueKeys = container.uniqueKeys();
        if (uniqueKeys.isEmpty()) {
            return;
        }
        List<String> taken = after == null ? List.of() : uniqueKeys.values(key.effective(), after);
        for (String value : taken) {
            ItemKey holder = uniqueChanges.containsKey(value) ? uniqueChanges.get(value) : partition.holder(value);
            if (holder != null && (before == null || !holder.equals(before.key()))) {
                throw ServiceError.of(409, "Unique index constraint violation.");
            }
        }
        if (before != null) {
            uniqueKeys.values(key.effective(), before.open()).forEach(value -> uniqueChanges.put(value, null));
        }
        taken.forEach(value -> uniqueChanges.put(value, key));
    }

    /** Hands the changes to the journal, then to the partition. */
    void commit() {
        if (changes.isEmpty()) {
            return;
        }
        Journal journal = container.journal();
        if (journal.isKept()) {
            Bytes record = journal.record();
            changes.forEach((key, after) -> {
                if (after != null) {
                    JournalEntry.put(record, after);
                } else {
                    JournalEntry.delete(record, partition.index(), lsn, key);
                }
            });
            journal.append(record);
        }
        List<StoredDocument> created = new ArrayList<>();
        changes.forEach((key, after) -> {
            if (!partition.exchange(key, after) && after != null) {
                created.add(after);
            }
        });
        created.sort(Comparator.comparingLong(StoredDocument::number));
        partition.finish(created, uniqueChanges, lsn, number);
    }
}
