package io.cosmosdataflow.store.file.web;

import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.http.HttpSender;
import io.cosmosdataflow.http.WebAddress;
import io.cosmosdataflow.http.WebAnswer;
import io.cosmosdataflow.http.WebRequest;
import io.cosmosdataflow.http.WrittenRequest;
import io.cosmosdataflow.store.failure.ForeignFailure;
import io.cosmosdataflow.store.kind.Opening;
import io.cosmosdataflow.store.kind.StoreScope;
import io.cosmosdataflow.store.local.RecordedFiles;
import io.cosmosdataflow.store.storage.FileLocation;
import io.cosmosdataflow.store.storage.FileRoot;
import io.cosmosdataflow.store.storage.StorageAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.fs.FileSystem;

/**
 * A file that a server answers with, checked, to be asked for when an activity runs: once, whatever reads it. The driver
 * asks; executors elsewhere read the answer from the state directory.
 *
 * @param service name of the linked service
 * @param local directory that stands in for stores
 */
public record HttpFile(String service, HttpService server, HttpRequestSettings request, Optional<Path> local) {

    private static final int REDIRECTIONS = 300;

    public HttpFile {
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(server, "server");
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(local, "local");
    }

    /** Of a dataset with a {@code location}; see {@link HttpRequestSettings#read}. */
    public static Optional<HttpFile> of(
            LinkedService service, Properties dataset, Properties source, StoreScope scope) {
        return of(service, HttpRequestSettings.read(dataset, source), scope, source.issues());
    }

    /** Of a dataset of type {@code HttpFile}; see {@link HttpRequestSettings#ofLegacy}. */
    public static Optional<HttpFile> ofLegacy(
            LinkedService service, Properties dataset, Properties source, StoreScope scope) {
        return of(service, HttpRequestSettings.ofLegacy(dataset, source), scope, source.issues());
    }

    private static Optional<HttpFile> of(
            LinkedService service, Optional<HttpRequestSettings> request, StoreScope scope, Issues issues) {
        Optional<HttpService> server =
                HttpService.is(service) ? HttpService.read(service, scope, issues) : Optional.empty();
        return server.flatMap(
                known -> request.map(asked -> new HttpFile(service.name(), known, asked, scope.localDirectory())));
    }

    /**
     * The answer, as a file.
     *
     * @throws JobException {@link ErrorCode#HttpCallFailed}; {@link ErrorCode#FileNotFound} in local mode; {@link
     *     ErrorCode#StateRequired} on a cluster without a state directory
     */
    public FetchedFile fetch(Opening with) {
        return fetch(with, !with.spark().sparkContext().isLocal());
    }

    /** @param cluster whether executors are elsewhere */
    FetchedFile fetch(Opening with, boolean cluster) {
        WebRequest asked = asked();
        if (local.isPresent()) {
            Path directory = local.get().resolve(service);
            Path found = RecordedFiles.any(directory, server.url()).find(asked, true);
            return FetchedFile.standing(
                    FileRoot.local(service, local.get()),
                    new FileLocation("", "", directory.relativize(found).toString()));
        }
        FetchedFile file = place(with, name(asked.address()), cluster);
        try {
            download(asked, file);
            return file;
        } catch (JobException e) {
            file.close();
            throw e.at(service);
        }
    }

    private WebRequest asked() {
        String url = WrittenRequest.joined(server.url(), request.relativeUrl());
        try {
            return new WebRequest(
                    request.method(), WebAddress.of(url), request.headers(), request.body(), server.authentication());
        } catch (IllegalArgumentException e) {
            throw JobException.of(
                            ErrorCode.HttpCallFailed,
                            "There is no request to the URL of linked service '" + service + "' and the dataset: "
                                    + e.getMessage() + ". Write https://host/path.")
                    .at(service);
        }
    }

    /** The last part of the path, which tells the reader of an archive its name. */
    private static String name(WebAddress address) {
        String path = String.valueOf(address.uri().getPath()).replaceAll("/+$", "");
        String last = path.substring(path.lastIndexOf('/') + 1);
        return last.isEmpty() ? "index" : RecordedFiles.name(last);
    }

    private FetchedFile place(Opening with, String name, boolean cluster) {
        FileLocation location = new FileLocation("", "", name);
        try {
            FileRoot root = cluster
                    ? folder(shared(with) + "/" + UUID.randomUUID())
                    : folder(FileRoot.local("", Files.createTempDirectory("cosmos-dataflow-"))
                            .uri(""));
            return FetchedFile.temporary(root, location, StorageAccess.of(with.spark(), root), with.remark());
        } catch (IOException e) {
            throw JobException.of(
                    ErrorCode.FileStoreFailed,
                    "There is no room for the answer of the server: " + ForeignFailure.line(e) + ".",
                    e);
        }
    }

    private FileRoot folder(String uri) {
        return new FileRoot(service, uri + "/", "", Map.of());
    }

    private static String shared(Opening with) {
        return with.shared()
                .orElseThrow(() -> JobException.of(
                        ErrorCode.StateRequired,
                        "Executors read the file of a server from the state directory, and there is none."
                                + " Give --state DIR with a directory that all of them reach."));
    }

    private void download(WebRequest asked, FetchedFile file) {
        try (FileSystem files = file.open()) {
            WebAnswer answer = new HttpSender(request.limits()).download(asked, () -> files.create(file.path(), true));
            if (answer.status() >= REDIRECTIONS) {
                throw JobException.of(
                        ErrorCode.HttpCallFailed,
                        asked.shown() + " answered " + answer.status()
                                + (answer.attempts() > 1 ? " in " + answer.attempts() + " attempts" : "")
                                + answer.excerpt(asked));
            }
        } catch (IOException e) {
            throw JobException.of(
                    ErrorCode.FileStoreFailed,
                    "The answer to " + asked.shown() + " cannot be kept: " + ForeignFailure.line(e) + ".",
                    e);
        }
    }
}
