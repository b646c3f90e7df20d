package io.cosmosdataflow.store.storage;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.hadoop.fs.FileStatus;

/**
 * Makes the list of a data flow source's files as Spark does, which Data Factory runs them on: names that begin
 * with {@code _} or {@code .} below the folder are marks, not data; a folder means the files in it and in its
 * partition folders, not in others. {@link ListedFile#relative} is the path from the container.
 */
public final class FlowListing {

    private final ContainerFiles files;
    private final FileLocation location;
    private final FlowSelection selection;

    private FlowListing(ContainerFiles files, FileLocation location, FlowSelection selection) {
        this.files = files;
        this.location = location;
        this.selection = selection;
    }

    /**
     * In the order of the paths.
     *
     * @return empty only if the selection allows it
     * @throws JobException {@link ErrorCode#FileNotFound}, {@link ErrorCode#FileStoreFailed}
     */
    public static List<ListedFile> list(
            StorageAccess access, FileRoot root, FileLocation location, FlowSelection selection) {
        return ContainerFiles.list(access, root, location, files -> {
            FlowListing listing = new FlowListing(files, location, selection);
            Map<String, FileStatus> found = listing.find();
            if (found.isEmpty() && !selection.emptyAllowed()) {
                throw listing.nothing(root);
            }
            return found.entrySet().stream()
                    .map(each -> listing.listed(each.getKey(), each.getValue()))
                    .toList();
        });
    }

    private ListedFile listed(String path, FileStatus status) {
        return new ListedFile(
                files.uri() + "/" + path, path, status.getLen(), ModifiedTime.of(status), partitions(path));
    }

    private Map<String, FileStatus> find() throws IOException {
        Map<String, FileStatus> found = selected();
        if (!selection.fileList()) {
            found.values().removeIf(status -> !selection.modified().has(status));
            return found;
        }
        Map<String, FileStatus> listed = new TreeMap<>();
        for (String list : found.keySet()) {
            for (Map.Entry<Integer, String> line : files.namedBy(list).entrySet()) {
                PathGuard.requireText("Line " + line.getKey() + " of file list '" + list + "'", line.getValue());
                listed.putAll(ofList(list, line.getValue()));
            }
        }
        listed.values().removeIf(status -> !selection.modified().has(status));
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
                    "'" + path + "', which the file list '" + list + "' names, does not exist in " + files.uri()
                            + ". Correct the list.");
        }
        return found;
    }

    /** Files of that path, and those in folders of that path. */
    private Map<String, FileStatus> matching(String wildcard) throws IOException {
        PathGuard.requireText("The path to read", wildcard);
        String base = Wildcard.fixedPartOfGlob(wildcard);
        if (base.equals(wildcard)) {
            files.guard().requireLinks(wildcard);
            try {
                FileStatus status = files.status(wildcard);
                return status.isFile() ? Map.of(wildcard, status) : below(wildcard, path -> inFolder(path, wildcard));
            } catch (FileNotFoundException e) {
                return Map.of();
            }
        }
        Predicate<String> meant = Wildcard.glob(wildcard);
        return below(base, path -> {
            if (meant.test(path)) {
                return true;
            }
            for (int slash = path.indexOf('/', base.length() + 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
                String folder = path.substring(0, slash);
                if (meant.test(folder) && inFolder(path, folder)) {
                    return true;
                }
            }
            return false;
        });
    }

    /** Directly, or with nothing but partition folders between. */
    private boolean inFolder(String path, String folder) {
        String[] segments = FileLocation.from(folder, path).split("/");
        for (int i = 0; i < segments.length - 1; i++) {
            if (!selection.recursive() && segments[i].indexOf('=') <= 0) {
                return false;
            }
        }
        return true;
    }

    private Map<String, FileStatus> below(String base, Predicate<String> wanted) throws IOException {
        return files.below(base, true, (path, status) -> !mark(path, base) && wanted.test(path));
    }

    private static boolean mark(String path, String base) {
        for (String segment : FileLocation.from(base, path).split("/")) {
            if (segment.startsWith(".") || segment.startsWith("_") && segment.indexOf('=') < 0) {
                return true;
            }
        }
        return false;
    }

    private Map<String, String> partitions(String path) {
        String root = selection.partitionRoot().isEmpty() ? location.folder() : selection.partitionRoot();
        if (selection.partitionRoot().isEmpty() && !selection.wildcards().isEmpty()
                || !root.isEmpty() && !path.startsWith(root + "/")) {
            return Map.of();
        }
        return ContainerFiles.partitions(FileLocation.from(root, path));
    }

    private JobException nothing(FileRoot root) {
        String what = selection.wildcards().isEmpty()
                ? FileLocation.join(location.folder(), location.file())
                : String.join("' or '", selection.wildcards());
        return JobException.of(
                ErrorCode.FileNotFound,
                "No file of linked service '" + root.linkedService() + "' is '" + what + "'"
                        + selection.modified().shown() + ". Looked in " + files.uri()
                        + ". Wildcard paths start at the container; '**' stands for folders. Set"
                        + " 'ignoreNoFilesFound' if that is no error.");
    }
}
