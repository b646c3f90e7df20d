package io.cosmosdataflow.store.lost;

import io.cosmosdataflow.store.storage.FileListing;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Makes one log out of drafts. It appears when it is complete. */
final class SkipLogFile {

    private final LogPlace place;
    private final Path drafts;

    SkipLogFile(LogPlace place, String token) {
        this.place = place;
        this.drafts = new Path(place.folder() + "/" + FileListing.UNFINISHED + token);
    }

    LogPlace place() {
        return place;
    }

    /** The hidden folder of drafts; made by the first task that needs it. */
    String drafts() {
        return drafts.toString();
    }

    boolean finish(Collection<TaskCount> counts, List<FileEntry> read, List<FileEntry> written) {
        List<String> names = names(counts);
        boolean empty = names.isEmpty() && place.form().header().isEmpty();
        try (FileSystem files = place.open()) {
            try {
                if (!empty) {
                    join(files, names, read, written);
                }
            } finally {
                clear(files);
            }
        } catch (IOException e) {
            throw place.failed(e);
        }
        return !empty;
    }

    void finishEarly(Collection<TaskCount> counts) {
        try (FileSystem files = place.open()) {
            try {
                TreeMap<String, String> byTask = new TreeMap<>();
                for (String name : onStorage(files)) {
                    byTask.put(SkipDraft.task(name), name);
                }
                names(counts).forEach(name -> byTask.put(SkipDraft.task(name), name));
                if (!byTask.isEmpty()) {
                    join(files, byTask.values(), List.of(), List.of());
                }
            } finally {
                clear(files);
            }
        } catch (IOException e) {
            throw place.failed(e);
        }
    }

    private static List<String> names(Collection<TaskCount> counts) {
        return counts.stream()
                .map(TaskCount::draft)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** Names of whole drafts, later attempts behind earlier ones. */
    private List<String> onStorage(FileSystem files) throws IOException {
        try {
            return java.util.Arrays.stream(files.listStatus(drafts))
                    .map(FileStatus::getPath)
                    .map(Path::getName)
                    .filter(SkipDraft::is)
                    .sorted()
                    .toList();
        } catch (FileNotFoundException e) {
            return List.of();
        }
    }

    private void join(FileSystem files, Collection<String> names, List<FileEntry> read, List<FileEntry> written)
            throws IOException {
        Path whole = new Path(drafts, "whole");
        try (OutputStream out = files.create(whole, true)) {
            out.write(place.form().header().getBytes(StandardCharsets.UTF_8));
            write(out, read);
            for (String name : names) {
                try (InputStream in = files.open(new Path(drafts, name))) {
                    in.transferTo(out);
                }
            }
            write(out, written);
        }
        Path target = new Path(place.folder() + "/" + UUID.randomUUID() + ".csv");
        if (!files.rename(whole, target)) {
            throw new IOException("'" + target.getName() + "' cannot be given its name");
        }
    }

    private void write(OutputStream out, List<FileEntry> entries) throws IOException {
        for (FileEntry entry : entries) {
            out.write(place.form().file(entry).getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Takes the drafts away, and the folder of the log if there is none in it. */
    private void clear(FileSystem files) throws IOException {
        if (files.delete(drafts, true)) {
            Path folder = drafts.getParent();
            if (files.exists(folder) && files.listStatus(folder).length == 0) {
                files.delete(folder, false);
            }
        }
    }
}
