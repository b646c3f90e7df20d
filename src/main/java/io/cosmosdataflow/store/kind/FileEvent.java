package io.cosmosdataflow.store.kind;

import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;

/** What became of a file of a copy of files. */
public sealed interface FileEvent extends Serializable {

    Instant at();

    /**
     * A file was read to its end.
     *
     * @param file path below the folder of the source
     * @param bytes on storage
     * @param modified when the file was changed last
     */
    record Read(Instant at, String file, long bytes, Instant modified) implements FileEvent {
        public Read {
            Objects.requireNonNull(file, "file");
            Objects.requireNonNull(modified, "modified");
        }
    }

    /**
     * A file is whole, and has its name.
     *
     * @param file path below the folder of the sink
     * @param source the file that it was made of, or the last of them
     * @param bytes on storage
     */
    record Written(Instant at, String file, String source, long bytes) implements FileEvent {
        public Written {
            Objects.requireNonNull(file, "file");
            Objects.requireNonNull(source, "source");
        }
    }

    /**
     * A file was left out.
     *
     * @param file path below the folder of the source
     * @param bytes that were read of it
     */
    record Skipped(Instant at, String file, long bytes, FileFault fault, String why) implements FileEvent {
        public Skipped {
            Objects.requireNonNull(file, "file");
            Objects.requireNonNull(fault, "fault");
            Objects.requireNonNull(why, "why");
        }
    }
}
