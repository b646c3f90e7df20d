package io.cosmosdataflow.store.file.flow;

import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.storage.FileLocation;
import io.cosmosdataflow.store.storage.ListedFile;
import io.cosmosdataflow.store.storage.PathGuard;
import io.cosmosdataflow.store.storage.StorageAccess;
import io.cosmosdataflow.store.storage.UnnamedFile;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * What becomes of a source's files when the flow has succeeded. Source: Microsoft Learn,
 * connector-azure-blob-storage, after completion.
 *
 * @param from folder below the container that is left off the files' paths when they move
 * @param to folder below the container that they move to; empty if they do not move
 */
record AfterCompletion(boolean purge, String from, Optional<String> to) {

    AfterCompletion {
        from = FileLocation.trimmed(from);
        to = to.map(FileLocation::trimmed);
    }

    static AfterCompletion of(Properties settings) {
        boolean purge = settings.flag("purgeFiles", false);
        PathGuard.check(settings, "moveFiles");
        List<String> move = settings.texts("moveFiles");
        if (move.isEmpty() || move.stream().allMatch(String::isBlank)) {
            return new AfterCompletion(purge, "", Optional.empty());
        }
        if (move.size() != 2 || move.get(1).isBlank()) {
            settings.notAllowed("moveFiles", String.join(", ", move), List.of("['from', 'to']"));
            return new AfterCompletion(purge, "", Optional.empty());
        }
        if (purge) {
            settings.notAllowed("purgeFiles", "true", List.of("false beside 'moveFiles'"));
        }
        return new AfterCompletion(false, move.get(0), Optional.of(move.get(1)));
    }

    /**
     * @param container URI of the container
     * @param files with their paths below it
     * @throws JobException {@code FileNameInvalid}, before any has moved; {@code FileStoreFailed}
     */
    void apply(StorageAccess access, String container, List<ListedFile> files) {
        if (files.isEmpty() || !purge && to.isEmpty()) {
            return;
        }
        PathGuard guard = PathGuard.in(container);
        to.ifPresent(
                any -> files.forEach(file -> guard.require("The path that a file moves to", target(file.relative()))));
        try (FileSystem store = access.open(new Path(container + "/"))) {
            for (ListedFile file : files) {
                if (purge) {
                    store.delete(new Path(file.uri()), false);
                } else {
                    move(store, container, file);
                }
            }
        } catch (IOException e) {
            throw JobException.of(
                    ErrorCode.FileStoreFailed,
                    "The flow has succeeded, but its source's files in " + container + " cannot be "
                            + (purge ? "deleted: " : "moved: ") + e.getMessage(),
                    e);
        }
    }

    private String target(String path) {
        String rest = path.startsWith(from + "/") ? path.substring(from.length() + 1) : path;
        return FileLocation.join(to.orElseThrow(), rest);
    }

    private void move(FileSystem store, String container, ListedFile file) throws IOException {
        String path = file.relative();
        Path target = new Path(container + "/" + target(path));
        if (FileLocation.trimmed(target(path)).equals(FileLocation.trimmed(path))) {
            return;
        }
        store.mkdirs(target.getParent());
        if (!new UnnamedFile(store, new Path(file.uri())).place(target, UnnamedFile.status(store, target))) {
            throw new IOException("'" + path + "' cannot become '" + target + "'");
        }
    }
}
