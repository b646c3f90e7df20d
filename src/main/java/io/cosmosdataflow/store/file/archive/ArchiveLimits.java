package io.cosmosdataflow.store.file.archive;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;
import org.apache.hadoop.conf.Configuration;

/**
 * What one archive may grow to, so that a small file cannot fill a store or keep a task busy without end. Data Factory
 * documents no limits; these are far above what tables and documents compress to, and settings of Hadoop change them.
 *
 * @param entries most files in it
 * @param bytes most bytes of all its files together
 * @param ratio most bytes of its files for one byte of the archive, once they are {@link #SMALL}
 */
public record ArchiveLimits(long entries, long bytes, long ratio) {

    public static final String ENTRIES = "cosmosdataflow.archive.maxEntries";
    public static final String BYTES = "cosmosdataflow.archive.maxBytes";
    public static final String RATIO = "cosmosdataflow.archive.maxRatio";

    /** Bytes up to which the ratio does not count: a few repeated rows compress to nearly nothing. */
    public static final long SMALL = 64L << 20;

    public static ArchiveLimits of(Configuration configuration) {
        return new ArchiveLimits(
                configuration.getLong(ENTRIES, 100_000),
                configuration.getLong(BYTES, 256L << 30),
                configuration.getLong(RATIO, 200));
    }

    /** Counts what one archive gives. */
    public final class Meter {

        private final String archive;
        private final LongSupplier packed;
        private long files;
        private long unpacked;

        /** @param packed bytes of the archive that are read so far */
        public Meter(String archive, LongSupplier packed) {
            this.archive = archive;
            this.packed = packed;
        }

        public void entry() {
            files++;
            if (files > entries) {
                throw exceeded("more than " + entries + " files", ENTRIES);
            }
        }

        /** The content of an entry; its end does not close the archive, which goes on with the next one. */
        public InputStream counted(InputStream entry) {
            return new FilterInputStream(entry) {
                @Override
                public int read() throws IOException {
                    int read = super.read();
                    count(read < 0 ? 0 : 1);
                    return read;
                }

                @Override
                public int read(byte[] target, int offset, int length) throws IOException {
                    int read = super.read(target, offset, length);
                    count(Math.max(read, 0));
                    return read;
                }

                @Override
                public void close() {
                    // the archive goes on with its next entry
                }
            };
        }

        private void count(int read) {
            unpacked += read;
            if (unpacked > bytes) {
                throw exceeded("more than " + bytes + " bytes", BYTES);
            }
            if (unpacked > SMALL && unpacked / Math.max(1, packed.getAsLong()) > ratio) {
                throw exceeded("more than " + ratio + " times its own size", RATIO);
            }
        }

        private JobException exceeded(String what, String setting) {
            return JobException.of(
                    ErrorCode.ArchiveTooLarge,
                    "Archive '" + archive + "' holds " + what
                            + ", and may be made to fill a store. If it is what you expect, set spark.hadoop." + setting
                            + " to a higher number.");
        }
    }
}
