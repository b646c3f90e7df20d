package io.cosmosdataflow.emulator.storage;

import io.cosmosdataflow.emulator.protocol.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The entries of a journal record. A put is the document's numbers and text, a delete the key, a mark the numbers
 * that a partition had reached when the journal was rewritten.
 */
final class JournalEntry {

    private static final int PUT = 1;
    private static final int DELETE = 2;
    private static final int MARK = 3;

    /** Takes the entries of a record that is read back. */
    interface Visitor {
        void put(long number, long lsn, int seconds, byte[] open);

        void delete(int partition, long lsn, ItemKey key);

        void mark(int partition, long lsn, long number);
    }

    private JournalEntry() {}

    static void put(Bytes record, StoredDocument document) {
        record.write(PUT);
        record.int64(document.number()).int64(document.lsn()).int32(document.seconds());
        blob(record, document.open());
    }

    static void delete(Bytes record, int partition, long lsn, ItemKey key) {
        record.write(DELETE);
        record.int32(partition).int64(lsn);
        blob(record, key.effective().getBytes(StandardCharsets.UTF_8));
        blob(record, key.id().getBytes(StandardCharsets.UTF_8));
    }

    static void mark(Bytes record, int partition, long lsn, long number) {
        record.write(MARK);
        record.int32(partition).int64(lsn).int64(number);
    }

    static void read(ByteBuffer record, Visitor visitor) {
        while (record.hasRemaining()) {
            int kind = record.get();
            switch (kind) {
                case PUT -> visitor.put(record.getLong(), record.getLong(), record.getInt(), blob(record));
                case DELETE -> visitor.delete(
                        record.getInt(), record.getLong(), new ItemKey(text(record), text(record)));
                case MARK -> visitor.mark(record.getInt(), record.getLong(), record.getLong());
                default -> throw new IllegalStateException("unknown kind of journal entry: " + kind);
            }
        }
    }

    private static void blob(Bytes record, byte[] content) {
        record.int32(content.length).add(content);
    }

    private static byte[] blob(ByteBuffer record) {
        byte[] content = new byte[record.getInt()];
        record.get(content);
        return content;
    }

    private static String text(ByteBuffer record) {
        return new String(blob(record), StandardCharsets.UTF_8);
    }
}
