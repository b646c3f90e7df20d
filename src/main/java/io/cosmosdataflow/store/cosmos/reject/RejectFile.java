package io.cosmosdataflow.store.cosmos.reject;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The rejects of one attempt of a task: a draft that the driver gives its place. Client threads add, and only
 * the task's own thread writes, so that no answer of the service waits for a file system. What waits is never
 * more than what was in flight.
 */
public final class RejectFile {

    private final Rejecting rejecting;
    private final String name;
    private final Path draft;
    private final Queue<RejectedDocument> waiting = new ConcurrentLinkedQueue<>();
    private FileSystem files;
    private OutputStream out;
    private boolean ended;

    /** @param attempt a number that no other attempt of this application has */
    RejectFile(Rejecting rejecting, Path drafts, int partition, long attempt) {
        this.rejecting = rejecting;
        this.name =
                String.format(Locale.ROOT, "%s-%05d-%06d", rejecting.prefix(), partition, attempt) + RejectPaths.FILES;
        this.draft = new Path(drafts, name);
    }

    /** From any thread. */
    public void add(RejectedDocument rejected) {
        waiting.add(rejected);
    }

    /** @throws JobException {@link ErrorCode#FileStoreFailed} */
    public void flush() {
        try {
            for (RejectedDocument each = waiting.poll(); each != null; each = waiting.poll()) {
                if (out == null) {
                    files = rejecting.folder().open();
                    out = files.create(draft, true);
                }
                out.write(RejectLine.write(rejecting, each));
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /**
     * Ends the file; what is added later is lost. Ends nothing a second time.
     *
     * @return its name; empty if there was nothing to write
     * @throws JobException {@link ErrorCode#FileStoreFailed}
     */
    public Optional<String> finish() {
        if (!ended) {
            flush();
            ended = true;
        }
        if (out == null) {
            return Optional.empty();
        }
        try {
            out.close();
            files.close();
        } catch (IOException e) {
            throw failed(e);
        } finally {
            out = null;
        }
        return Optional.of(name);
    }

    private JobException failed(IOException cause) {
        return rejecting.folder().failed("written", cause);
    }
}
