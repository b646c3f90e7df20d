package io.cosmosdataflow.store.http.read;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.http.WebAnswer;
import io.cosmosdataflow.http.WebRequest;
import io.cosmosdataflow.store.local.RecordedFiles;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Answers that files stand in for, in local mode: the answer to {@code orders?page=2} is that of {@code
 * orders@page=2.json}, and {@code orders@page=2.headers.json} has its headers, if it has any. The first request may do
 * with the file of the path alone.
 */
public final class Recordings implements PageServer {

    private static final long serialVersionUID = 1L;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FOUND = 200;
    private static final String JSON_NAME = ".json";

    private final RecordedFiles files;

    /**
     * @param directory of the linked service
     * @param base URL of the linked service; the files have the paths below it
     */
    public Recordings(Path directory, String base) {
        this.files = RecordedFiles.json(directory, base);
    }

    /**
     * @throws JobException {@link ErrorCode#FileNotFound} with the name of the file that is missing; {@link
     *     ErrorCode#FileNameInvalid} if a link leads out of the directory
     */
    @Override
    public WebAnswer answer(WebRequest request, boolean first) {
        Path found = files.find(request, first);
        try {
            return new WebAnswer(request.address(), FOUND, headers(found), Files.readAllBytes(found), 1);
        } catch (IOException e) {
            throw JobException.of(
                    ErrorCode.FileStoreFailed,
                    "The recorded answer " + found + " cannot be read: " + e.getMessage(),
                    e);
        }
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
