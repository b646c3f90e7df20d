package io.cosmosdataflow.store.cosmos.read;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Which rows a query has given, so that the same query, asked again from its start, can be told to give the same ones
 * first. Keeps a digest, whatever their number.
 */
final class GivenRows {

    private final MessageDigest digest = sha256();
    private long count;
    /** Of the attempt under way. */
    private MessageDigest again = digest;

    private long seen;

    /** The query is asked from its start. */
    void restart() {
        again = sha256();
        seen = 0;
    }

    /**
     * @param row the next one of the attempt
     * @return whether it is new, and to be given
     * @throws ChangedResult if the rows before it are others than those that were given
     */
    boolean isNew(byte[] row) {
        if (seen == count) {
            requireSame();
            again = digest;
        }
        again.update(ByteBuffer.allocate(Integer.BYTES).putInt(row.length).array());
        again.update(row);
        seen++;
        boolean isNew = seen > count;
        count = Math.max(seen, count);
        return isNew;
    }

    /** @throws ChangedResult if the attempt has ended before the rows that were given */
    void end() {
        if (seen < count) {
            throw new ChangedResult();
        }
        requireSame();
    }

    private void requireSame() {
        if (again != digest && !MessageDigest.isEqual(sum(again), sum(digest))) {
            throw new ChangedResult();
        }
    }

    private static byte[] sum(MessageDigest running) {
        try {
            return ((MessageDigest) running.clone()).digest();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The query gives other rows now. */
    static final class ChangedResult extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
