package io.cosmosdataflow.state;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Names as names of folders: readable, the same on every file system, and never the same for two names. Letters,
 * digits, {@code -} and {@code _} stay, other bytes become {@code ~} and two hexadecimal digits; a long name is cut,
 * and ends with its digest.
 */
final class FolderName {

    private static final int MOST_CHARACTERS = 64;
    private static final int KEPT_CHARACTERS = 30;

    private FolderName() {}

    static String of(CheckpointKey key) {
        String owner = key.custom()
                .map(custom -> joined("key", exact(custom)))
                .orElseGet(() -> joined("activity", named(key.pipeline()), named(key.activity())));
        return withSession(owner, key.debugSession());
    }

    /** Of the lock of a pipeline. */
    static String of(String pipeline, Optional<String> debugSession) {
        return withSession(named(pipeline), debugSession);
    }

    private static String withSession(String owner, Optional<String> debugSession) {
        return debugSession
                .map(session -> joined(owner, "debug", exact(session)))
                .orElse(owner);
    }

    /** The dot is the only character that stands for nothing in a name, so parts never run together. */
    private static String joined(String... parts) {
        return List.of(parts).stream().collect(Collectors.joining("."));
    }

    /** Upper and lower case are one in Data Factory's names. */
    private static String named(String name) {
        return exact(name.toLowerCase(Locale.ROOT));
    }

    /** Capital letters are encoded too, since some file systems take them for small ones. */
    private static String exact(String name) {
        StringBuilder encoded = new StringBuilder();
        for (byte each : name.getBytes(StandardCharsets.UTF_8)) {
            boolean stays = each >= 'a' && each <= 'z' || each >= '0' && each <= '9' || each == '-' || each == '_';
            if (stays) {
                encoded.append((char) each);
            } else {
                encoded.append('~').append(HexFormat.of().toHexDigits(each));
            }
        }
        return encoded.length() <= MOST_CHARACTERS
                ? encoded.toString()
                : encoded.substring(0, KEPT_CHARACTERS) + "~~" + digest(name);
    }

    private static String digest(String name) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
