package io.cosmosdataflow.emulator.storage;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/**
 * Resource ids: base64 of 4 bytes (database), 8 bytes (container) or 16 bytes (what a container holds), with
 * {@code -} for {@code /}. Clients take them apart, so the layout is the service's.
 */
public final class Rid {

    private static final int CONTAINER_FLAG = 0x80;
    private static final long RANGE_KIND = 0x50L << 56;

    private Rid() {}

    static String database(int number) {
        return text(ByteBuffer.allocate(4).putInt(number).array());
    }

    static byte[] container(int database, int number) {
        byte[] bytes = ByteBuffer.allocate(8).putInt(database).putInt(number).array();
        bytes[4] |= (byte) CONTAINER_FLAG;
        return bytes;
    }

    /** The document number stands in little-endian order; its highest byte is 0, which says "document". */
    static String document(byte[] container, long number) {
        return text(child(container, number));
    }

    static String range(byte[] container, int number) {
        return text(child(container, RANGE_KIND | number + 1));
    }

    static String offer(int number) {
        return text(ByteBuffer.allocate(4).putInt(number).array());
    }

    static String text(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes).replace('/', '-');
    }

    private static byte[] child(byte[] container, long number) {
        return ByteBuffer.allocate(16)
                .put(container)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(number)
                .array();
    }
}
