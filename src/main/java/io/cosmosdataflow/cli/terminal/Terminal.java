package io.cosmosdataflow.cli.terminal;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * The terminal that the process belongs to, and which of its streams lead there.
 *
 * <p>Source: environ(7) and tty(4): {@code COLUMNS} is what the user says of the width; else the terminal itself is
 * asked, again from time to time, since a window can be resized.
 */
final class Terminal {

    static final int OUT = 1;
    static final int ERR = 2;

    private static final int USUAL_WIDTH = 80;
    private static final Duration STALE = Duration.ofSeconds(2);
    private static final Path STREAMS = Path.of("/proc/self/fd");

    private static int width = USUAL_WIDTH;
    private static Instant asked = Instant.MIN;

    private Terminal() {}

    /** @param stream number of its file descriptor */
    static boolean has(int stream) {
        if ("dumb".equals(System.getenv("TERM"))) {
            return false;
        }
        try {
            String target = Files.readSymbolicLink(STREAMS.resolve(String.valueOf(stream)))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return System.console() != null;
        }
    }

    /** Characters in a line of what the stream leads to; a file has no end of a line. */
    static IntSupplier width(int stream) {
        return has(stream) ? Terminal::width : () -> Integer.MAX_VALUE;
    }

    private static synchronized int width() {
        Instant now = Instant.now();
        if (now.isAfter(asked.plus(STALE))) {
            width = columns(System.getenv("COLUMNS")).orElseGet(() -> size().orElse(USUAL_WIDTH));
            asked = now;
        }
        return width;
    }

    /** @param text of a width; null for none */
    static OptionalInt columns(String text) {
        boolean number = text != null && text.strip().matches("[1-9]\\d{0,4}");
        return number ? OptionalInt.of(Integer.parseInt(text.strip())) : OptionalInt.empty();
    }

    /** {@code stty size} prints rows and columns. */
    private static OptionalInt size() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!stty.waitFor(1, TimeUnit.SECONDS)) {
                stty.destroyForcibly();
                return OptionalInt.empty();
            }
            String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            return columns(size.substring(size.lastIndexOf(' ') + 1));
        } catch (IOException e) {
            return OptionalInt.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalInt.empty();
        }
    }
}
