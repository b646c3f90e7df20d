package io.cosmosdataflow.run.copy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cosmosdataflow.store.kind.FileEvent;
import io.cosmosdataflow.store.kind.FileFault;
import io.cosmosdataflow.store.lost.FileEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What one attempt of a copy of files has done so far.
 *
 * <p>Source: Microsoft Learn, copy-activity-fault-tolerance, "Monitoring": files that were skipped count as read; and
 * copy-activity-log, "The schema of the log file".
 */
final class FileTally implements Consumer<FileEvent> {

    private final boolean skips;
    private final boolean copies;
    private final List<FileEntry> log = new ArrayList<>();
    private long bytesRead;
    private long bytesWritten;
    private long read;
    private long written;
    private long skipped;
    private boolean inconsistent;

    /**
     * @param skips whether the log has skipped files
     * @param copies whether it has copied files too
     */
    FileTally(boolean skips, boolean copies) {
        this.skips = skips;
        this.copies = copies;
    }

    @Override
    public void accept(FileEvent event) {
        if (event instanceof FileEvent.Read file) {
            read++;
            bytesRead += file.bytes();
            if (copies) {
                log.add(FileEntry.read(file.at(), file.file(), start(file)));
                log.add(FileEntry.read(file.at(), file.file()));
            }
        } else if (event instanceof FileEvent.Written file) {
            written++;
            bytesWritten += file.bytes();
            if (copies) {
                log.add(FileEntry.written(file.at(), file.file(), file.source()));
            }
        } else if (event instanceof FileEvent.Skipped file) {
            read++;
            skipped++;
            bytesRead += file.bytes();
            inconsistent |= file.fault() == FileFault.dataInconsistency;
            if (skips) {
                log.add(FileEntry.skipped(file.at(), file.file(), why(file)));
            }
        }
    }

    private static String start(FileEvent.Read file) {
        return "Start to read file: "
                + JsonNodeFactory.instance
                        .objectNode()
                        .put("Path", file.file())
                        .put("ItemType", "File")
                        .put("Size", file.bytes())
                        .put("LastModified", file.modified().toString());
    }

    private static String why(FileEvent.Skipped file) {
        return "File is skipped after read " + file.bytes() + " bytes: ErrorCode="
                + file.fault().code() + ",'" + file.why() + "'.";
    }

    List<FileEntry> log() {
        return List.copyOf(log);
    }

    long bytesRead() {
        return bytesRead;
    }

    long bytesWritten() {
        return bytesWritten;
    }

    long read() {
        return read;
    }

    long written() {
        return written;
    }

    long skipped() {
        return skipped;
    }

    /** Whether a file was skipped because it was another one by then. */
    boolean inconsistent() {
        return inconsistent;
    }
}
