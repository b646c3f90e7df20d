package io.cosmosdataflow.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The steps of a run in a process of its own, in their order. Each is written to the file {@code steps.trace} before
 * it is done, and the process is gone at the one that {@code steps.halt} names: no handler runs, no stream is closed.
 */
public final class Steps {

    /** Exit code of a process that halted at its step. */
    public static final int HALTED = 86;

    private static final String TRACE = "steps.trace";
    private static final String HALT = "steps.halt";
    private static final String OCCURRENCE = "steps.occurrence";

    private static int occurrences;

    private Steps() {}

    /**
     * Options of a JVM that halts.
     *
     * @param step a regular expression for the begin of the step; empty to halt nowhere
     * @param occurrence which of the steps that match, from 1
     */
    public static List<String> options(Path trace, String step, int occurrence) {
        return List.of("-D" + TRACE + "=" + trace, "-D" + HALT + "=" + step, "-D" + OCCURRENCE + "=" + occurrence);
    }

    static synchronized void take(String step) {
        String trace = System.getProperty(TRACE);
        if (trace == null) {
            return;
        }
        try {
            Files.writeString(Path.of(trace), step + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String halt = System.getProperty(HALT);
        if (!halt.isEmpty() && Pattern.compile(halt).matcher(step).lookingAt()) {
            occurrences++;
            if (occurrences == Integer.getInteger(OCCURRENCE)) {
                Runtime.getRuntime().halt(HALTED);
            }
        }
    }
}
