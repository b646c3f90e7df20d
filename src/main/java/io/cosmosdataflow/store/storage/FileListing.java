package io.cosmosdataflow.store.storage;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.hadoop.fs.FileStatus;

/**
 * Makes the list of a source's files, once, before anything is read. No name is hidden, as in Data Factory,
 * but for the folders in which this product keeps unfinished files.
 */
public final class FileListing {

    /** How the names of our folders with unfinished files begin. */
    public static final String UNFINISHED = ".cosmos-dataflow-";

    private final ContainerFiles files;
    private final FileRoot root;
    private final FileLocation location;
    private final FileSelection selection;
    /** Whether a file that a list names may be missing. */
    private final boolean lenient;

    private FileListing(
            ContainerFiles files, FileRoot root, FileLocation location, FileSelection selection, boolean lenient) {
        this.files = files;
        this.root = root;
        this.location = location;
        this.selection = selection;
        this.lenient = lenient;
    }

    /**
     * In the order of the paths; in that of the list for a file list.
     *
     * @throws JobException {@link ErrorCode#FileNotFound} if there is none, {@link
     *     ErrorCode#FileStoreFailed} if the store does not answer
     */
    public static List<ListedFile> list(
            StorageAccess access, FileRoot root, FileLocation location, FileSelection selection) {
        return list(access, root, location, selection, false);
    }

    /**
     * As {@link #list}, but none is no error where the selection {@linkplain FileSelection#chooses chooses}.
     */
    public static List<ListedFile> listChosen(
            StorageAccess access, FileRoot root, FileLocation location, FileSelection selection) {
        return list(access, root, location, selection, selection.chooses());
    }

    private static List<ListedFile> list(
            StorageAccess access, FileRoot root, FileLocation location, FileSelection selection, boolean maybeNone) {
        return ContainerFiles.list(access, root, location, files -> {
            FileListing listing = new FileListing(files, root, location, selection, false);
            List<ListedFile> found = listing.find();
            if (found.isEmpty() && !maybeNone) {
                throw listing.nothing();
            }
            return found;
        });
    }

    /**
     * The same of files that need not be there.
     *
     * @throws JobException {@link ErrorCode#FileNotFound} for a file list that does not exist, {@link
     *     ErrorCode#FileStoreFailed} if the store does not answer
     */
    public static List<ListedFile> found(
            StorageAccess access, FileRoot root, FileLocation location, FileSelection selection) {
        return ContainerFiles.list(
                access, root, location, files -> new FileListing(files, root, location, selection, true).find());
    }

    private List<ListedFile> find() throws IOException {
        if (!selection.listFile().isEmpty()) {
            return fromList();
        }
        if (!location.file().isEmpty() && selection.wildcardFile().isEmpty()) {
            return single(FileLocation.join(location.folder(), location.file()), location.folder());
        }
        if (!selection.wildcardFolder().isEmpty() || !selection.wildcardFile().isEmpty()) {
            return byWildcard();
        }
        if (!selection.prefix().isEmpty()) {
            return byPrefix();
        }
        return below(location.folder(), location.folder(), selection.recursive(), path -> true);
    }

    private List<ListedFile> byWildcard() throws IOException {
        String folder = selection.wildcardFolder().isEmpty() ? location.folder() : selection.wildcardFolder();
        String base = selection.wildcardFolder().isEmpty() ? folder : Wildcard.fixedPart(folder);
        boolean everyDepth = selection.recursive() || !base.equals(folder);
        Predicate<String> folders = selection.wildcardFolder().isEmpty() ? folder::equals : Wildcard.pattern(folder);
        PathGuard.requireText("'wildcardFileName'", selection.wildcardFile());
        Predicate<String> names = Wildcard.pattern(selection.wildcardFile().isEmpty() ? "*" : selection.wildcardFile());
        return below(base, base, everyDepth, path -> {
            int slash = path.lastIndexOf('/');
            return names.test(path.substring(slash + 1))
                    && inFolder(folders, slash < 0 ? "" : path.substring(0, slash));
        });
    }

    /** Whether a folder, or with {@code recursive} one above it, is meant. */
    private boolean inFolder(Predicate<String> folders, String folder) {
        if (folders.test(folder)) {
            return true;
        }
        if (!selection.recursive()) {
            return false;
        }
        for (int slash = folder.lastIndexOf('/'); slash >= 0; slash = folder.lastIndexOf('/', slash - 1)) {
            if (folders.test(folder.substring(0, slash))) {
                return true;
            }
        }
        return folders.test("");
    }

    private List<ListedFile> byPrefix() throws IOException {
        String prefix = selection.prefix().startsWith("/") ? selection.prefix().substring(1) : selection.prefix();
        int slash = prefix.lastIndexOf('/');
        String base = slash < 0 ? "" : prefix.substring(0, slash);
        return below(base, base, true, path -> path.startsWith(prefix) && recursiveAllows(path, base));
    }

    private boolean recursiveAllows(String path, String base) {
        return selection.recursive() || FileLocation.from(base, path).indexOf('/') < 0;
    }

    private List<ListedFile> single(String path, String base) throws IOException {
        files.guard().require("The file to read", path);
        try {
            FileStatus status = files.status(path);
            return status.isFile() && selection.modified().has(status)
                    ? List.of(listed(status, path, base))
                    : List.of();
        } catch (FileNotFoundException e) {
            return List.of();
        }
    }

    private List<ListedFile> fromList() throws IOException {
        String listPath = root.uri("").isEmpty() || location.container().isEmpty()
                ? selection.listFile()
                : belowContainer(selection.listFile());
        files.guard().require("'fileListPath'", listPath);
        files.guard().require("The folder of a file list", location.folder());
        Map<Integer, String> named;
        try {
            named = files.namedBy(listPath);
        } catch (FileNotFoundException e) {
            throw JobException.of(
                    ErrorCode.FileNotFound,
                    "The file list '" + selection.listFile() + "' of linked service '" + root.linkedService()
                            + "' does not exist. Correct 'fileListPath'.",
                    e);
        }
        List<ListedFile> found = new ArrayList<>();
        for (Map.Entry<Integer, String> line : named.entrySet()) {
            String path = FileLocation.join(location.folder(), line.getValue());
            files.guard().require("Line " + line.getKey() + " of file list '" + listPath + "'", line.getValue());
            files.guard().requireLinks(path);
            statusOfListed(path).ifPresent(status -> found.add(listed(status, path, location.folder())));
        }
        return found;
    }

    private Optional<FileStatus> statusOfListed(String path) throws IOException {
        try {
            return Optional.of(files.status(path));
        } catch (FileNotFoundException e) {
            if (lenient) {
                return Optional.empty();
            }
            throw JobException.of(
                    ErrorCode.FileNotFound,
                    "'" + path + "' of linked service '" + root.linkedService() + "', which the file list '"
                            + selection.listFile() + "' names, does not exist.",
                    e);
        }
    }

    /** Data Factory writes the path of a file list with its container in front. */
    private String belowContainer(String path) {
        String start = location.container() + "/";
        return path.startsWith(start) ? path.substring(start.length()) : path;
    }

    private List<ListedFile> below(String start, String base, boolean recursive, Predicate<String> wanted)
            throws IOException {
        return files
                .below(
                        start,
                        recursive,
                        (path, status) -> !unfinished(path)
                                && wanted.test(path)
                                && selection.modified().has(status))
                .entrySet()
                .stream()
                .map(each -> listed(each.getValue(), each.getKey(), base))
                .toList();
    }

    private static boolean unfinished(String path) {
        return path.startsWith(UNFINISHED) || path.contains("/" + UNFINISHED);
    }

    private ListedFile listed(FileStatus status, String path, String base) {
        String relative = FileLocation.from(base, path);
        return new ListedFile(
                files.uri() + "/" + path, relative, status.getLen(), ModifiedTime.of(status), partitions(path, base));
    }

    private Map<String, String> partitions(String path, String base) {
        return selection
                .partitionRoot()
                .map(root -> root.isEmpty() ? base : belowContainer(root))
                .map(from -> ContainerFiles.partitions(FileLocation.from(from, path)))
                .orElse(Map.of());
    }

    private JobException nothing() {
        String folder = selection.wildcardFolder().isEmpty() ? location.folder() : selection.wildcardFolder();
        String name = selection.wildcardFile().isEmpty() ? location.file() : selection.wildcardFile();
        String what = !selection.prefix().isEmpty() ? selection.prefix() + "*" : FileLocation.join(folder, name);
        String where = FileLocation.join(location.container(), what);
        return JobException.of(
                ErrorCode.FileNotFound,
                "No file of linked service '" + root.linkedService() + "' is '" + where + "'"
                        + (selection.recursive() ? "" : " without its sub-folders")
                        + selection.modified().shown() + ". Looked in " + files.uri()
                        + ". Check container, folder, name and wildcards.");
    }
}
