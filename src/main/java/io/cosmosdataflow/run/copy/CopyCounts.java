package io.cosmosdataflow.run.copy;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What became of the rows of a copy that has succeeded.
 *
 * @param skipped empty where none may be
 * @param verified whether the rows that were read were counted, and are as many
 * @param log of skipped rows, if there is one
 */
record CopyCounts(long copied, OptionalLong skipped, boolean verified, Optional<Log> log) {

    /**
     * @param member of the output
     * @param folder as the output shows it
     */
    record Log(String member, String folder) {}

    /**
     * Each row that is read is written or skipped; the source's own count also has the rows that were looked at for
     * the columns.
     */
    long read() {
        return copied + skipped.orElse(0);
    }
}
