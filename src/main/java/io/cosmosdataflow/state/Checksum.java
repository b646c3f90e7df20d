package io.cosmosdataflow.state;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The checksum of a state file: its last member, the SHA-256 of all bytes before it. It tells files that were garbled
 * or edited from those that are as they were written; it is no protection against somebody who means it.
 */
final class Checksum {

    static final String MEMBER = "checksum";

    private static final String BEFORE = ",\n  \"" + MEMBER + "\" : \"";
    private static final String BEHIND = "\"\n}";
    private static final int DIGITS = 64;
    private static final int LENGTH = BEFORE.length() + DIGITS + BEHIND.length();

    private Checksum() {}

    /** @param json an object with at least one member */
    static byte[] sealed(byte[] json) {
        int end = json.length;
        do {
            end--;
        } while (json[end - 1] <= ' ');
        byte[] content = Arrays.copyOf(json, end);
        ByteArrayOutputStream sealed = new ByteArrayOutputStream(end + LENGTH);
        sealed.writeBytes(content);
        sealed.writeBytes(seal(content));
        return sealed.toByteArray();
    }

    /** Whether a file is, byte by byte, as it was written. */
    static boolean fits(byte[] file) {
        int end = file.length - LENGTH;
        return end > 0 && Arrays.equals(Arrays.copyOfRange(file, end, file.length), seal(Arrays.copyOf(file, end)));
    }

    private static byte[] seal(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return (BEFORE + HexFormat.of().formatHex(digest) + BEHIND).getBytes(StandardCharsets.US_ASCII);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
