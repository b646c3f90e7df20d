package io.cosmosdataflow.emulator.partition;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A half-open interval of effective partition keys; {@code ""} is the lowest and {@code "FF"} above the highest. */
public record KeyRange(String min, String max) {

    public static final KeyRange FULL = new KeyRange("", "FF");

    private static final int DIGITS = 32;
    private static final BigInteger V2_SPACE = BigInteger.ONE.shiftLeft(126);

    public boolean contains(String effective) {
        return effective.compareTo(min) >= 0 && (max.equals("FF") || effective.compareTo(max) < 0);
    }

    public boolean overlaps(KeyRange other) {
        return (max.equals("FF") || other.min.compareTo(max) < 0)
                && (other.max.equals("FF") || min.compareTo(other.max) < 0);
    }

    /** The interval of one full key, or of everything below a prefix of a hierarchical key. */
    public static KeyRange of(String effective) {
        return new KeyRange(effective, effective + "FF");
    }

    /** Cuts the whole space of a definition into equal parts. */
    public static List<KeyRange> split(KeyDefinition definition, int parts) {
        List<KeyRange> ranges = new ArrayList<>(parts);
        String min = "";
        for (int i = 1; i <= parts; i++) {
            String max = i == parts ? "FF" : boundary(definition, i, parts);
            ranges.add(new KeyRange(min, max));
            min = max;
        }
        return List.copyOf(ranges);
    }

    /**
     * The two halves of a range, as a physical partition splits.
     *
     * @throws UnsupportedOperationException for a range of version 1, whose boundaries have another form, and for one
     *     that is too narrow
     */
    public List<KeyRange> halves() {
        BigInteger from = number(min, BigInteger.ZERO);
        BigInteger to = number(max, V2_SPACE);
        String middle = text(from.add(to).shiftRight(1));
        if (to.subtract(from).compareTo(BigInteger.TWO) < 0) {
            throw new UnsupportedOperationException("a range of one hash cannot be split");
        }
        return List.of(new KeyRange(min, middle), new KeyRange(middle, max));
    }

    private static BigInteger number(String boundary, BigInteger ofNone) {
        if (boundary.isEmpty() || boundary.equals("FF")) {
            return ofNone;
        }
        if (boundary.length() != DIGITS) {
            throw new UnsupportedOperationException("only partition keys of version 2 can be split");
        }
        return new BigInteger(boundary, 16);
    }

    private static String text(BigInteger hash) {
        return String.format(Locale.ROOT, "%0" + DIGITS + "X", hash);
    }

    private static String boundary(KeyDefinition definition, int part, int parts) {
        if (definition.hashing() == KeyDefinition.Hashing.V1) {
            return KeyHash.firstBoundary((1L << 32) * part / parts);
        }
        BigInteger value = V2_SPACE.multiply(BigInteger.valueOf(part)).divide(BigInteger.valueOf(parts));
        return text(value);
    }
}
