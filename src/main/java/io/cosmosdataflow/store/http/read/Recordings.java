package io.cosmosdataflow.store.http.read;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.http.WebAddress;
import io.cosmosdataflow.http.WebAnswer;
import io.cosmosdataflow.http.WebRequest;
import io.cosmosdataflow.store.storage.PathGuard;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Answers that files stand in for, in local mode: the answer to {@code orders?page=2} is that of {@code
 * orders@page=2.json}, and {@code orders@page=2.headers.json} has its headers, if it has any. The first request may do
 * with the file of the path alone.
 */
public final class Recordings implements PageServer {

    private static final long serialVersionUID = 1L;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FOUND = 200;
    private static final int LONGEST_NAME = 150;
    private static final String JSON_NAME = ".json";
    /** What may be in the name of a file on any system stays. */
    private static final String OTHERS = "[^\\p{L}\\p{N}._=&@,;+$!~ '()\\[\\]{}-]";

    private final String directory;
    private final String basePath;

    /**
     * @param directory of the linked service
     * @param base URL of the linked service; the files have the paths below it
     */
    public Recordings(Path directory, String base) {
        this.directory = Objects.requireNonNull(directory, "directory").toString();
        this.basePath = path(base.replaceFirst("[{?].*", ""));
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

    /**
     * @throws JobException {@link ErrorCode#FileNotFound} with the name of the file that is missing; {@link
     *     ErrorCode#FileNameInvalid} if a link leads out of the directory
     */
    @Override
    public WebAnswer answer(WebRequest request, boolean first) {
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
        try {
            return new WebAnswer(request.address(), FOUND, headers(found), Files.readAllBytes(found), 1);
        } catch (IOException e) {
            throw JobException.of(
                    ErrorCode.FileStoreFailed,
                    "The recorded answer " + found + " cannot be read: " + e.getMessage(),
                    e);
        }
    }

    private Path file(String path, Optional<String> query) {
        String below = withoutSlashes(path);
        if (below.equals(basePath) || below.startsWith(basePath + "/")) {
            below = withoutSlashes(below.substring(basePath.length()));
        }
        String names = Arrays.stream(below.split("/+"))
                .map(Recordings::name)
                .collect(Collectors.joining("/"))
                .replaceFirst("(?i)\\.json$", "");
        String parameters = query.filter(text -> !text.isEmpty())
                .map(text -> "@" + name(text))
                .orElse("");
        return Path.of(directory, (names.isEmpty() ? "index" : names) + parameters + JSON_NAME);
    }

    /** One that is too long ends with a digest of what it was. */
    private static String name(String text) {
        String name = text.matches("\\.+") ? "_" : text.replaceAll(OTHERS, "_");
        return name.length() <= LONGEST_NAME
                ? name
                : name.substring(0, LONGEST_NAME) + "~"
                        + DigestUtils.sha256Hex(text).substring(0, 8);
    }

    private static HttpHeaders headers(Path answer) throws IOException {
        String name = answer.getFileName().toString();
        Path file =
                answer.resolveSibling(name.substring(0, name.length() - JSON_NAME.length()) + ".headers" + JSON_NAME);
        if (!Files.isRegularFile(file)) {
            return HttpHeaders.of(Map.of(), (header, value) -> true);
        }
        Map<String, String> headers = JSON.readValue(Files.readAllBytes(file), new TypeReference<>() {});
        return HttpHeaders.of(
                headers.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, header -> List.of(header.getValue()))),
                (header, value) -> true);
    }
}
