package io.cosmosdataflow.store.file.scan;

/**
 * Whether bytes are UTF-8. JSON parsers look at less: they take code points in more bytes than they need, halves of
 * surrogates, and in names nearly anything, and such text cannot be read again by others.
 *
 * <p>Source: Unicode 15, table 3-7, "Well-Formed UTF-8 Byte Sequences".
 */
final class Utf8Text {

    private Utf8Text() {}

    static boolean wellFormed(byte[] bytes, int length) {
        int at = 0;
        while (at < length) {
            int lead = bytes[at++];
            if (lead >= 0) {
                continue;
            }
            int following = following(lead & 0xFF);
            if (following == 0 || at + following > length || !second(lead & 0xFF, bytes[at] & 0xFF)) {
                return false;
            }
            for (int end = at + following; at < end; at++) {
                if ((bytes[at] & 0xC0) != 0x80) {
                    return false;
                }
            }
        }
        return true;
    }

    private static int following(int lead) {
        if (lead < 0xC2 || lead > 0xF4) {
            return 0;
        }
        return lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
    }

    /** The second byte tells the shortest form, surrogates and the largest code point. */
    private static boolean second(int lead, int second) {
        return switch (lead) {
            case 0xE0 -> second >= 0xA0;
            case 0xED -> second < 0xA0;
            case 0xF0 -> second >= 0x90;
            case 0xF4 -> second < 0x90;
            default -> true;
        };
    }
}
