package io.cosmosdataflow.run.activity;

import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.definition.Reference;
import io.cosmosdataflow.definition.published.DatasetServices;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.Span;
import io.cosmosdataflow.store.storage.FileRoot;
import io.cosmosdataflow.store.storage.PathGuard;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where an activity writes its logs, checked.
 *
 * @param path below the root of the store, its container first; without one, the container is the first folder of the
 *     log itself
 */
public record LogFolder(LinkedService linkedService, FileRoot root, String path) {

    /**
     * Empty if something is wrong, which is reported, or known only in the run.
     *
     * @param what is written: {@code a log of deleted files}
     */
    public static Optional<LogFolder> checked(
            Reference service, String path, Span pathSpan, String what, RunScope scope, Issues issues) {
        PathGuard.check("The path of the log", path, pathSpan, issues);
        return scope.linkedService(service, issues)
                .filter(found -> hasFiles(found, service.span(), what, issues))
                .flatMap(found -> FileRoot.of(found, scope.localDirectory(), issues)
                        .map(root -> new LogFolder(found, root, path)));
    }

    private static boolean hasFiles(LinkedService service, Span span, String what, Issues issues) {
        if (FileRoot.TYPES.contains(service.type())) {
            return true;
        }
        boolean elsewhere =
                DatasetServices.of("DelimitedText").orElseThrow().stream().anyMatch(service.type()::equalsIgnoreCase);
        issues.unsupported(
                elsewhere ? ErrorCode.UnsupportedLinkedService : ErrorCode.InvalidProperty,
                span,
                "Linked service type " + service.type(),
                "Linked service '" + service.name() + "' is of type '" + service.type()
                        + (elsewhere
                                ? "', whose files this version cannot reach."
                                : "', and " + what + " cannot be written to it."),
                "Use a store of files: " + String.join(", ", FileRoot.TYPES) + ".");
        return false;
    }

    /** The folders of the path, and those of a log below it. */
    public List<String> with(List<String> below) {
        List<String> folders = new ArrayList<>(Arrays.stream(path.split("[/\\\\]"))
                .filter(folder -> !folder.isBlank())
                .toList());
        folders.addAll(below);
        return folders;
    }

    /**
     * @param folders at least one, the container
     * @throws io.cosmosdataflow.diagnostic.JobException {@link ErrorCode#FileNameInvalid} if they are not below it
     */
    public String uri(List<String> folders) {
        String below = String.join("/", folders.subList(1, folders.size()));
        PathGuard.of(root, folders.get(0)).require("The path of the log", below);
        return root.uri(folders.get(0)) + (below.isEmpty() ? "" : "/" + below);
    }
}
