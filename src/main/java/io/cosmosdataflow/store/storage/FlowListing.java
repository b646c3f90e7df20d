package io.cosmosdataflow.store.storage;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * Makes the list of a data flow source's files as Spark does, which Data Factory runs them on: names that begin
 * with {@code _} or {@code .} below the folder are marks, not data; a folder means the files in it and in its
 * partition folders, not in others. {@link ListedFile#relative} is the path from the container.
 */
public final class FlowListing {

    private final FileSystem files;
    private final FileLocation location;
    private final FlowSelection selection;
    private final String container;
    private final PathGuard guard;

    private FlowListing(FileSystem files, FileRoot root, FileLocation location, FlowSelection selection) {
        this.files = files;
        this.location = location;
        this.selection = selection;
        this.container = root.uri(location.container());
        this.guard = PathGuard.of(root, location.container());
    }

    /**
     * In the order of the paths.
     *
     * @return empty only if the selection allows it
     * @throws JobException {@link ErrorCode#FileNotFound}, {@link ErrorCode#FileStoreFailed}
     */
    public static List<ListedFile> list(
            StorageAccess access, FileRoot root, FileLocation location, FlowSelection selection) {
        PathGuard.requireText("Container", location.container());
        String container = root.uri(location.container());
        try (FileSystem files = access.open(new Path(container + "/"))) {
            FlowListing listing = new FlowListing(files, root, location, selection);
            Map<String, FileStatus> found = listing.find();
            if (found.isEmpty() && !selection.emptyAllowed()) {
                throw listing.nothing(root);
            }
            List<ListedFile> result = new ArrayList<>();
            found.forEach((path, status) -> result.add(
                    new ListedFile(container + "/" + path, path, status.getLen(), listing.partitions(path))));
            return List.copyOf(result);
        } catch (IOException e) {
            throw JobException.of(
                    ErrorCode.FileStoreFailed,
                    "The files of linked service '" + root.linkedService() + "' under '" + location
                            + "' cannot be listed: " + e.getMessage(),
                    e);
        }
    }

    private Map<String, FileStatus> find() throws IOException {
        Map<String, FileStatus> found = selected();
        if (!selection.fileList()) {
            found.values().removeIf(status -> !modifiedInTime(status));
            return found;
        }
        Map<String, FileStatus> listed = new TreeMap<>();
        for (String list : found.keySet()) {
            try (BufferedReader lines = new BufferedReader(
                    new InputStreamReader(files.open(new Path(container + "/" + list)), StandardCharsets.UTF_8))) {
                int number = 0;
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    String path =
                            FileLocation.trimmed(line.replace("\uFEFF", "").trim());
                    number++;
                    if (!path.isEmpty()) {
                        PathGuard.requireText("Line " + number + " of file list '" + list + "'", path);
                        listed.putAll(ofList(list, path));
                    }
                }
            }
        }
        listed.values().removeIf(status -> !modifiedInTime(status));
        return listed;
    }

    private Map<String, FileStatus> selected() throws IOException {
        Map<String, FileStatus> found = new TreeMap<>();
        if (!selection.wildcards().isEmpty()) {
            for (String wildcard : selection.wildcards()) {
                found.putAll(matching(wildcard));
            }
        } else if (!location.file().isEmpty()) {
            found.putAll(matching(FileLocation.join(location.folder(), location.file())));
        } else {
            found.putAll(below(location.folder(), path -> inFolder(path, location.folder())));
        }
        return found;
    }

    /** Below the dataset's folder, else from the container. */
    private Map<String, FileStatus> ofList(String list, String path) throws IOException {
        Map<String, FileStatus> found = matching(FileLocation.join(location.folder(), path));
        if (found.isEmpty()) {
            found = matching(path);
        }
        if (found.isEmpty() && !selection.emptyAllowed()) {
            throw JobException.of(
                    ErrorCode.FileNotFound,
                    "'" + path + "', which the file list '" + list + "' names, does not exist in " + container
                            + ". Correct the list.");
        }
        return found;
    }

    /** Files of that path, and those in folders of that path. */
    private Map<String, FileStatus> matching(String wildcard) throws IOException {
        PathGuard.requireText("The path to read", wildcard);
        String base = Wildcard.fixedPartOfGlob(wildcard);
        if (base.equals(wildcard)) {
            guard.requireLinks(wildcard);
            try {
                FileStatus status = files.getFileStatus(new Path(container + "/" + wildcard));
                return status.isFile() ? Map.of(wildcard, status) : below(wildcard, path -> inFolder(path, wildcard));
            } catch (FileNotFoundException e) {
                return Map.of();
            }
        }
        Pattern pattern = Wildcard.glob(wildcard);
        return below(base, path -> {
            if (pattern.matcher(path).matches()) {
                return true;
            }
            for (int slash = path.indexOf('/', base.length() + 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
                String folder = path.substring(0, slash);
                if (pattern.matcher(folder).matches() && inFolder(path, folder)) {
                    return true;
                }
            }
            return false;
        });
    }

    /** Directly, or with nothing but partition folders between. */
    private boolean inFolder(String path, String folder) {
        String rest = folder.isEmpty() ? path : path.substring(folder.length() + 1);
        String[] segments = rest.split("/");
        for (int i = 0; i < segments.length - 1; i++) {
            if (!selection.recursive() && segments[i].indexOf('=') <= 0) {
                return false;
            }
        }
        return true;
    }

    private Map<String, FileStatus> below(String base, java.util.function.Predicate<String> wanted) throws IOException {
        guard.require("The folder to read", base);
        Path folder = new Path(base.isEmpty() ? container + "/" : container + "/" + base);
        String top = files.makeQualified(new Path(container + "/")).toUri().getPath();
        int strip = top.endsWith("/") ? top.length() : top.length() + 1;
        Map<String, FileStatus> found = new TreeMap<>();
        try {
            RemoteIterator<LocatedFileStatus> all = files.listFiles(folder, true);
            while (all.hasNext()) {
                LocatedFileStatus status = all.next();
                String path = status.getPath().toUri().getPath().substring(strip);
                if (!mark(path, base) && wanted.test(path)) {
                    guard.requireLinks(path);
                    found.put(path, status);
                }
            }
        } catch (FileNotFoundException e) {
            return Map.of();
        }
        return found;
    }

    private static boolean mark(String path, String base) {
        String rest = base.isEmpty() ? path : path.substring(base.length() + 1);
        for (String segment : rest.split("/")) {
            if (segment.startsWith(".") || segment.startsWith("_") && segment.indexOf('=') < 0) {
                return true;
            }
        }
        return false;
    }

    private boolean modifiedInTime(FileStatus status) {
        Instant modified = Instant.ofEpochMilli(status.getModificationTime());
        return selection.modifiedFrom().map(from -> !modified.isBefore(from)).orElse(true)
                && selection.modifiedBefore().map(modified::isBefore).orElse(true);
    }

    private Map<String, String> partitions(String path) {
        String root = selection.partitionRoot().isEmpty() ? location.folder() : selection.partitionRoot();
        if (selection.partitionRoot().isEmpty() && !selection.wildcards().isEmpty()
                || !root.isEmpty() && !path.startsWith(root + "/")) {
            return Map.of();
        }
        String[] segments = (root.isEmpty() ? path : path.substring(root.length() + 1)).split("/");
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < segments.length - 1; i++) {
            int equals = segments[i].indexOf('=');
            if (equals > 0) {
                values.put(segments[i].substring(0, equals), segments[i].substring(equals + 1));
            }
        }
        return values;
    }

    private JobException nothing(FileRoot root) {
        String what = selection.wildcards().isEmpty()
                ? FileLocation.join(location.folder(), location.file())
                : String.join("' or '", selection.wildcards());
        boolean times = selection.modifiedFrom().isPresent()
                || selection.modifiedBefore().isPresent();
        return JobException.of(
                ErrorCode.FileNotFound,
                "No file of linked service '" + root.linkedService() + "' is '" + what + "'"
                        + (times ? " and was modified in the time asked for" : "") + ". Looked in " + container
                        + ". Wildcard paths start at the container; '**' stands for folders. Set"
                        + " 'ignoreNoFilesFound' if that is no error.");
    }
}
