package io.cosmosdataflow.store.local;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.http.WebAddress;
import io.cosmosdataflow.http.WebRequest;
import io.cosmosdataflow.store.storage.PathGuard;
import java.io.Serializable;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Files of a directory that stand in for what a server answers: {@code orders@page=2.json} for {@code orders?page=2}.
 * The query stands before the extension.
 */
public final class RecordedFiles implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final int LONGEST_NAME = 150;
    private static final String EXTENSION = "\\.[\\p{Alnum}]{1,10}$";
    /** What may be in the name of a file on any system stays. */
    private static final String OTHERS = "[^\\p{L}\\p{N}._=&@,;+$!~ '()\\[\\]{}-]";

    private final String directory;
    private final String basePath;
    /** Of all files; empty if each has that of its path. */
    private final String extension;

    private RecordedFiles(Path directory, String base, String extension) {
        this.directory = directory.toString();
        this.basePath = path(base.replaceFirst("[{?].*", ""));
        this.extension = extension;
    }

    /**
     * Of a service that answers JSON, whatever its paths end with.
     *
     * @param directory of the linked service
     * @param base URL of the linked service; the files have the paths below it
     */
    public static RecordedFiles json(Path directory, String base) {
        return new RecordedFiles(directory, base, ".json");
    }

    /** Of a server of files, which are called as in its paths. */
    public static RecordedFiles any(Path directory, String base) {
        return new RecordedFiles(directory, base, "");
    }

    /**
     * The file with the answer.
     *
     * @param first whether the file of the path alone will do where the query has none
     * @throws JobException {@link ErrorCode#FileNotFound} with the name of the file that is missing; {@link
     *     ErrorCode#FileNameInvalid} if a link leads out of the directory
     */
    public Path find(WebRequest request, boolean first) {
        URI asked = request.address().uri();
        Path exact = file(asked.getPath(), Optional.ofNullable(asked.getQuery()));
        Path usual = file(asked.getPath(), Optional.empty());
        Path found = first && !Files.isRegularFile(exact) ? usual : exact;
        if (!Files.isRegularFile(found)) {
            throw JobException.of(
                    ErrorCode.FileNotFound,
                    "There is no recorded answer to " + request.shown() + ". In local mode it is the file " + exact
                            + (first && !exact.equals(usual) ? ", or " + usual : "") + ".");
        }
        PathGuard.in("file://" + directory)
                .requireLinks(Path.of(directory).relativize(found).toString());
        return found;
    }

    private static String path(String url) {
        try {
            return withoutSlashes(WebAddress.of(url).uri().getPath());
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static String withoutSlashes(String path) {
        return path.replaceAll("^/+|/+$", "");
    }

    private Path file(String path, Optional<String> query) {
        String below = withoutSlashes(path);
        if (below.equals(basePath) || below.startsWith(basePath + "/")) {
            below = withoutSlashes(below.substring(basePath.length()));
        }
        String names = Arrays.stream(below.split("/+")).map(RecordedFiles::name).collect(Collectors.joining("/"));
        String stem = names.replaceFirst(extension.isEmpty() ? EXTENSION : "(?i)\\.json$", "");
        String end = extension.isEmpty() ? names.substring(stem.length()) : extension;
        String parameters = query.filter(text -> !text.isEmpty())
                .map(text -> "@" + name(text))
                .orElse("");
        return Path.of(directory, (stem.isEmpty() ? "index" : stem) + parameters + end);
    }

    /** A text as the name of a file; one that is too long ends with a digest of what it was. */
    public static String name(String text) {
        String name = text.matches("\\.+") ? "_" : text.replaceAll(OTHERS, "_");
        return name.length() <= LONGEST_NAME
                ? name
                : name.substring(0, LONGEST_NAME) + "~"
                        + DigestUtils.sha256Hex(text).substring(0, 8);
    }
}
