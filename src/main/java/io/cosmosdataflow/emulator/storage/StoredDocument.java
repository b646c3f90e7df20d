package io.cosmosdataflow.emulator.storage;

/**
 * One version of a document.
 *
 * <p>Only the client's text is kept; resource id and etag follow from the numbers, which spares about 200 bytes
 * a document.
 */
public final class StoredDocument {

    private final ItemKey key;
    private final byte[] open;
    private final long number;
    private final long lsn;
    private final int seconds;
    private final int timeToLive;

    StoredDocument(ItemKey key, byte[] open, long number, long lsn, int seconds, int timeToLive) {
        this.key = key;
        this.open = open;
        this.number = number;
        this.lsn = lsn;
        this.seconds = seconds;
        this.timeToLive = timeToLive;
    }

    public ItemKey key() {
        return key;
    }

    /** The client's text without the closing brace. */
    byte[] open() {
        return open;
    }

    /** The place in order of creation; stays the same over all versions. */
    public long number() {
        return number;
    }

    /** The log sequence number of this version in its physical partition. */
    public long lsn() {
        return lsn;
    }

    /** When this version was written, in seconds since 1970. */
    public int seconds() {
        return seconds;
    }

    int timeToLive() {
        return timeToLive;
    }

    /** The size that request charges and quotas count. */
    public int size() {
        return open.length + 1;
    }

    /** The etag with its quotes. */
    public String etag() {
        StringBuilder text = new StringBuilder(38).append('"');
        hex(text, lsn, 32);
        text.append('-');
        hex(text, lsn >>> 32, 16);
        text.append('-');
        hex(text, number >>> 40, 16);
        text.append("-0000-");
        hex(text, seconds, 32);
        return text.append("0000\"").toString();
    }

    boolean isExpired(int containerTimeToLive, int now) {
        if (containerTimeToLive == DocumentBody.NO_TTL) {
            return false;
        }
        int life = timeToLive == DocumentBody.NO_TTL ? containerTimeToLive : timeToLive;
        return life > 0 && (long) seconds + life <= now;
    }

    private static void hex(StringBuilder text, long value, int bits) {
        for (int shift = bits - 4; shift >= 0; shift -= 4) {
            text.append(Character.forDigit((int) (value >>> shift) & 0xF, 16));
        }
    }
}
