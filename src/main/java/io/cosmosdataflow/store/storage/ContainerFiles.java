package io.cosmosdataflow.store.storage;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** The files of one container; paths are those from the container. */
final class ContainerFiles {

    private final FileSystem files;
    private final String uri;
    private final PathGuard guard;

    private ContainerFiles(FileSystem files, String uri, PathGuard guard) {
        this.files = files;
        this.uri = uri;
        this.guard = guard;
    }

    /** Which of the files are meant. */
    @FunctionalInterface
    interface Listing {
        List<ListedFile> of(ContainerFiles files) throws IOException;
    }

    /** @throws JobException {@link ErrorCode#FileStoreFailed} if the store does not answer; what {@code listing} throws */
    static List<ListedFile> list(StorageAccess access, FileRoot root, FileLocation location, Listing listing) {
        PathGuard.requireText("Container", location.container());
        String uri = root.uri(location.container());
        try (FileSystem files = access.open(new Path(uri + "/"))) {
            return listing.of(new ContainerFiles(files, uri, PathGuard.of(root, location.container())));
        } catch (IOException e) {
            throw JobException.of(
                    ErrorCode.FileStoreFailed,
                    "The files of linked service '" + root.linkedService() + "' under '" + location
                            + "' cannot be listed: " + e.getMessage(),
                    e);
        }
    }

    String uri() {
        return uri;
    }

    PathGuard guard() {
        return guard;
    }

    /** @throws FileNotFoundException if there is nothing of that path */
    FileStatus status(String path) throws IOException {
        return files.getFileStatus(new Path(uri + "/" + path));
    }

    /**
     * Files below a folder, by their paths; none if it does not exist.
     *
     * @param wanted is asked with the path before a link on it is an error
     */
    Map<String, FileStatus> below(String folder, boolean recursive, BiPredicate<String, FileStatus> wanted)
            throws IOException {
        guard.require("The folder to read", folder);
        String top = files.makeQualified(new Path(uri + "/")).toUri().getPath();
        int strip = top.endsWith("/") ? top.length() : top.length() + 1;
        Map<String, FileStatus> found = new TreeMap<>();
        try {
            RemoteIterator<LocatedFileStatus> all =
                    files.listFiles(new Path(folder.isEmpty() ? uri + "/" : uri + "/" + folder), recursive);
            while (all.hasNext()) {
                LocatedFileStatus status = all.next();
                String path = status.getPath().toUri().getPath().substring(strip);
                if (wanted.test(path, status)) {
                    guard.requireLinks(path);
                    found.put(path, status);
                }
            }
        } catch (FileNotFoundException e) {
            return new TreeMap<>();
        }
        return found;
    }

    /**
     * What a file list names, by the numbers of its lines.
     *
     * @throws FileNotFoundException if there is no such list
     */
    Map<Integer, String> namedBy(String list) throws IOException {
        Map<Integer, String> named = new TreeMap<>();
        int number = 0;
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(files.open(new Path(uri + "/" + list)), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                String path = FileLocation.trimmed(line.replace("\uFEFF", "").trim());
                if (!path.isEmpty()) {
                    named.put(number, path);
                }
            }
        }
        return named;
    }

    /** The values that the folders of a path have in their names: {@code year=2026/month=12/part.json}. */
    static Map<String, String> partitions(String path) {
        Map<String, String> values = new LinkedHashMap<>();
        String[] segments = path.split("/");
        for (int i = 0; i < segments.length - 1; i++) {
            int equals = segments[i].indexOf('=');
            if (equals > 0) {
                values.put(segments[i].substring(0, equals), segments[i].substring(equals + 1));
            }
        }
        return values;
    }
}
