package io.cosmosdataflow.store.cosmos;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import io.cosmosdataflow.store.cosmos.write.TaskOutcome;
import io.cosmosdataflow.store.cosmos.write.WriteFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Turns the documents that were not written into one message; the kind that is most telling gives the code. */
final class WriteReport {

    private static final List<ErrorCode> MOST_TELLING = List.of(
            ErrorCode.CosmosUnauthorized,
            ErrorCode.CosmosNotFound,
            ErrorCode.CosmosRequestTooLarge,
            ErrorCode.CosmosDocumentInvalid,
            ErrorCode.CosmosConflict,
            ErrorCode.CosmosWriteFailed);

    private WriteReport() {}

    static void throwIfFailed(TaskOutcome outcome, ContainerAddress address) {
        if (outcome.failedCount() == 0) {
            return;
        }
        List<String> parts = new ArrayList<>();
        parts.add(count(outcome.failedCount()) + " not written to " + address + "; " + outcome.written() + " written"
                + (outcome.stopped() ? ", the rest not tried" : "") + ".");
        List<ErrorCode> codes =
                MOST_TELLING.stream().filter(outcome.failed()::containsKey).toList();
        codes.forEach(code -> parts.add(part(code, outcome)));
        throw JobException.of(codes.get(0), String.join(" ", parts));
    }

    private static String part(ErrorCode code, TaskOutcome outcome) {
        List<WriteFailure> some = outcome.failures().stream()
                .filter(failure -> failure.code() == code)
                .toList();
        String ids = shown(some, outcome.failed().get(code), code == ErrorCode.CosmosConflict);
        return switch (code) {
            case CosmosConflict -> "These ids exist already: " + ids
                    + ". Use writeBehavior upsert to replace them, or remove them first.";
            case CosmosRequestTooLarge -> "Request size is too large. Documents: " + ids
                    + ". Reduce writeBatchSize of the sink; a single document over 2 MB must be split.";
            case CosmosDocumentInvalid -> "Invalid documents: " + ids + ".";
            case CosmosNotFound -> "Not found: " + ids + ".";
            case CosmosUnauthorized -> "Not allowed: " + ids + ". Check the account key of the linked service.";
            default -> "Failed: " + ids + ".";
        };
    }

    private static String shown(List<WriteFailure> some, long all, boolean idsOnly) {
        String listed = some.stream()
                .map(failure -> idsOnly ? quoted(failure) : quoted(failure) + " (" + failure.why() + ")")
                .collect(Collectors.joining(", "));
        return all > some.size() ? listed + " and " + (all - some.size()) + " more" : listed;
    }

    private static String quoted(WriteFailure failure) {
        return failure.id().isEmpty() ? "a document without id" : "'" + failure.id() + "'";
    }

    private static String count(long documents) {
        return documents == 1 ? "1 document was" : documents + " documents were";
    }
}
