package io.cosmosdataflow.cli;

import io.cosmosdataflow.state.FeedPosition;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Offsets are long and mean nothing to a reader; the start of a digest shows which are the same. */
final class ShortOffset {

    private static final int BYTES = 4;

    private ShortOffset() {}

    static String of(FeedPosition position) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(position.offset().getBytes(StandardCharsets.UTF_8));
            return "#" + HexFormat.of().formatHex(digest, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
