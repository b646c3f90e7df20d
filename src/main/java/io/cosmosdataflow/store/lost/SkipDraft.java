package io.cosmosdataflow.store.lost;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The log lines of one attempt of a task. It has its name only once it is whole. */
final class SkipDraft {

    private static final String ENDING = ".csv";

    private final LogPlace place;
    private final Path folder;
    private final String name;
    private FileSystem files;
    private OutputStream out;

    /** @param attempt a number that no other attempt of this application has */
    SkipDraft(LogPlace place, Path folder, TaskCount.Task task, long attempt) {
        this.place = place;
        this.folder = folder;
        this.name = String.format(Locale.ROOT, "%010d-%010d-%019d%s", task.stage(), task.partition(), attempt, ENDING);
    }

    /** Whether a file of this name is a whole draft. */
    static boolean is(String name) {
        return name.endsWith(ENDING);
    }

    /** The part of a draft's name that the attempts at the same rows have in common. */
    static String task(String name) {
        return name.substring(0, name.lastIndexOf('-'));
    }

    String name() {
        return name;
    }

    /** @throws io.cosmosdataflow.diagnostic.JobException {@code FileStoreFailed} */
    void write(String line) {
        try {
            if (out == null) {
                files = place.open();
                out = new BufferedOutputStream(files.create(open(), true));
            }
            out.write(line.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw place.failed(e);
        }
    }

    /** @throws io.cosmosdataflow.diagnostic.JobException {@code FileStoreFailed} */
    void finish() {
        if (out == null) {
            return;
        }
        try (FileSystem closing = files) {
            out.close();
            if (!closing.rename(open(), new Path(folder, name))) {
                throw new IOException("a draft cannot be given its name");
            }
        } catch (IOException e) {
            throw place.failed(e);
        } finally {
            out = null;
        }
    }

    private Path open() {
        return new Path(folder, name + ".open");
    }
}
