package io.cosmosdataflow.emulator.storage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.emulator.partition.KeyDefinition;
import io.cosmosdataflow.emulator.protocol.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a journal tells about a container while it is read: the last version of each document. */
final class Restoring implements JournalEntry.Visitor {

    private static final long LEAST_TO_REWRITE = 4L * 1024 * 1024;
    private static final int ENTRY = 40;
    private static final int RECORD = 1024 * 1024;

    private final KeyDefinition definition;
    private final List<Map<ItemKey, StoredDocument>> documents = new ArrayList<>();
    private final long[] lsns;
    private final long[] numbers;

    Restoring(ObjectNode containerBody, int partitions) {
        definition = KeyDefinition.parse(containerBody.get("partitionKey"));
        lsns = new long[partitions];
        numbers = new long[partitions];
        for (int i = 0; i < partitions; i++) {
            documents.add(new HashMap<>());
        }
    }

    @Override
    public void put(long number, long lsn, int seconds, byte[] open) {
        byte[] closed = Arrays.copyOf(open, open.length + 1);
        closed[open.length] = '}';
        DocumentBody text = DocumentBody.parse(closed, 0, closed.length, definition);
        ItemKey key = new ItemKey(definition.effective(text.key()), text.id());
        int partition = Partition.indexOf(number);
        documents.get(partition).put(key, new StoredDocument(key, open, number, lsn, seconds, text.timeToLive()));
        mark(partition, lsn, number);
    }

    @Override
    public void delete(int partition, long lsn, ItemKey key) {
        documents.get(partition).remove(key);
        mark(partition, lsn, 0);
    }

    @Override
    public void mark(int partition, long lsn, long number) {
        lsns[partition] = Math.max(lsns[partition], lsn);
        numbers[partition] = Math.max(numbers[partition], number);
    }

    /** Whether more than half of the file is about versions that are gone. */
    boolean isWorthRewriting(long fileSize) {
        long live = 0;
        for (Map<ItemKey, StoredDocument> partition : documents) {
            for (StoredDocument document : partition.values()) {
                live += document.size() + ENTRY;
            }
        }
        return fileSize > LEAST_TO_REWRITE && live < fileSize / 2;
    }

    void writeTo(Journal journal) {
        Bytes record = journal.record();
        for (int i = 0; i < documents.size(); i++) {
            JournalEntry.mark(record, i, lsns[i], numbers[i]);
            for (StoredDocument document : documents.get(i).values()) {
                JournalEntry.put(record, document);
                if (record.length() > RECORD) {
                    journal.append(record);
                    record = journal.record();
                }
            }
        }
        journal.append(record);
    }

    void handTo(Container container) {
        for (Partition partition : container.partitions()) {
            int index = partition.index();
            partition.restore(documents.get(index).values(), lsns[index], numbers[index], container.uniqueKeys());
        }
    }
}
