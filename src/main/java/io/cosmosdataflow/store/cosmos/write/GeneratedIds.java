package io.cosmosdataflow.store.cosmos.write;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Ids of the documents of one partition that have none; a row gets the same one when the partition is written again.
 * Where rows keep their order, by their place. Else by the content of the document and how many equal ones have come
 * before: equal documents may change places with each other, and nobody can tell. Partitions do not share ids. Not
 * thread-safe.
 *
 * <p>Of ten million documents without an id in one partition, two have the same 64 bits of their digest with a
 * probability of three in a million; only such a pair could change ids.
 *
 * <p>Source of the form: RFC 9562, version 8.
 */
final class GeneratedIds {

    private final MessageDigest digest;
    private final byte[] salt;
    private final boolean byPlace;
    private final Digests seen = new Digests();
    private final Map<Long, Integer> repeated = new HashMap<>();
    private long places;

    /**
     * @param salt of this write alone
     * @param byPlace whether rows keep their order; every row is asked for then
     */
    GeneratedIds(String salt, int partition, boolean byPlace) {
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        this.salt = (salt + '/' + partition + '/').getBytes(StandardCharsets.UTF_8);
        this.byPlace = byPlace;
    }

    /** Whether the place of each row counts, also of those that have an id. */
    void pass() {
        places++;
    }

    /** @param document UTF-8 */
    String of(byte[] document) {
        digest.update(salt);
        if (byPlace) {
            digest.update(number(places));
            return text(digest.digest());
        }
        ByteBuffer content = ByteBuffer.wrap(digest.digest(document));
        digest.update(content.array());
        digest.update(number(occurrence(content.getLong(0))));
        return text(digest.digest());
    }

    private int occurrence(long content) {
        return seen.add(content) ? 0 : repeated.merge(content, 1, Integer::sum);
    }

    private static byte[] number(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }

    private static String text(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        long high = buffer.getLong() & ~0xF000L | 0x8000L;
        long low = buffer.getLong() >>> 2 | 1L << 63;
        return new UUID(high, low).toString();
    }

    /** A set of longs in one array, at most two thirds full: 12 bytes for each of millions. */
    private static final class Digests {

        private long[] table = new long[1 << 10];
        private int size;
        private boolean zero;

        boolean add(long value) {
            if (value == 0) {
                boolean first = !zero;
                zero = true;
                return first;
            }
            if (!put(table, value)) {
                return false;
            }
            if (++size > table.length / 3 * 2) {
                long[] larger = new long[table.length * 2];
                for (long each : table) {
                    if (each != 0) {
                        put(larger, each);
                    }
                }
                table = larger;
            }
            return true;
        }

        /** The bits of a digest are spread already. */
        private static boolean put(long[] table, long value) {
            int mask = table.length - 1;
            int at = (int) value & mask;
            while (table[at] != 0) {
                if (table[at] == value) {
                    return false;
                }
                at = at + 1 & mask;
            }
            table[at] = value;
            return true;
        }
    }
}
