package io.cosmosdataflow.function.table;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The hash function BLAKE2b without a key, as RFC 7693 describes it; neither Java nor Spark has it. */
final class Blake2b {

    private static final int BLOCK = 128;
    private static final int ROUNDS = 12;
    private static final long[] START = {
        0x6a09e667f3bcc908L, 0xbb67ae8584caa73bL, 0x3c6ef372fe94f82bL, 0xa54ff53a5f1d36f1L,
        0x510e527fade682d1L, 0x9b05688c2b3e6c1fL, 0x1f83d9abfb41bd6bL, 0x5be0cd19137e2179L
    };
    private static final byte[][] ORDER = {
        {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
        {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
        {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4},
        {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
        {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13},
        {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
        {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11},
        {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
        {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5},
        {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0}
    };

    private Blake2b() {}

    /**
     * @param bits of the digest: a multiple of 8 from 8 to 512
     * @return null for other numbers of bits, or without a message
     */
    static byte[] digest(byte[] message, Integer bits) {
        if (message == null || bits == null || bits < 8 || bits > 512 || bits % 8 != 0) {
            return null;
        }
        int size = bits / 8;
        long[] state = START.clone();
        state[0] ^= 0x01010000L ^ size;
        int at = 0;
        while (message.length - at > BLOCK) {
            compress(state, message, at, at + BLOCK, false);
            at += BLOCK;
        }
        byte[] last = Arrays.copyOf(Arrays.copyOfRange(message, at, message.length), BLOCK);
        compress(state, last, 0, message.length, true);
        ByteBuffer digest = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        digest.asLongBuffer().put(state);
        return Arrays.copyOf(digest.array(), size);
    }

    private static void compress(long[] state, byte[] bytes, int from, long count, boolean last) {
        long[] block = new long[16];
        ByteBuffer.wrap(bytes, from, BLOCK)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asLongBuffer()
                .get(block);
        long[] work = Arrays.copyOf(state, 16);
        System.arraycopy(START, 0, work, 8, 8);
        work[12] ^= count;
        work[14] = last ? ~work[14] : work[14];
        for (int round = 0; round < ROUNDS; round++) {
            byte[] order = ORDER[round % ORDER.length];
            for (int column = 0; column < 4; column++) {
                mix(work, column, 4 + column, 8 + column, 12 + column, block, order, 2 * column);
            }
            for (int diagonal = 0; diagonal < 4; diagonal++) {
                mix(
                        work,
                        diagonal,
                        4 + (diagonal + 1) % 4,
                        8 + (diagonal + 2) % 4,
                        12 + (diagonal + 3) % 4,
                        block,
                        order,
                        8 + 2 * diagonal);
            }
        }
        for (int i = 0; i < state.length; i++) {
            state[i] ^= work[i] ^ work[i + 8];
        }
    }

    private static void mix(long[] work, int a, int b, int c, int d, long[] block, byte[] order, int pair) {
        work[a] += work[b] + block[order[pair]];
        work[d] = Long.rotateRight(work[d] ^ work[a], 32);
        work[c] += work[d];
        work[b] = Long.rotateRight(work[b] ^ work[c], 24);
        work[a] += work[b] + block[order[pair + 1]];
        work[d] = Long.rotateRight(work[d] ^ work[a], 16);
        work[c] += work[d];
        work[b] = Long.rotateRight(work[b] ^ work[c], 63);
    }
}
