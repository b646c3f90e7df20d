package io.cosmosdataflow.store.cosmos.write;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import io.cosmosdataflow.store.cosmos.reject.Rejecting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says what became of the documents of a write; of those not written the most telling kind gives the code. */
public final class WriteReport {

    private static final List<ErrorCode> MOST_TELLING = List.of(
            ErrorCode.CosmosUnauthorized,
            ErrorCode.CosmosNotFound,
            ErrorCode.CosmosRequestTooLarge,
            ErrorCode.CosmosDocumentInvalid,
            ErrorCode.CosmosConflict,
            ErrorCode.CosmosWriteFailed);

    private static final String ADVICE_OF_COPY = "Use writeBehavior upsert to replace them, or remove them first.";

    private WriteReport() {}

    /** Of a Copy activity. */
    public static void throwIfFailed(TaskOutcome outcome, ContainerAddress address) {
        throwIfFailed(outcome, address, ADVICE_OF_COPY);
    }

    /**
     * @param adviceForConflicts what to do about ids that exist
     * @throws JobException naming some of the documents that were not written, by their ids
     */
    public static void throwIfFailed(TaskOutcome outcome, ContainerAddress address, String adviceForConflicts) {
        NotWritten failed = outcome.failed();
        if (failed.count() == 0) {
            return;
        }
        List<String> parts = new ArrayList<>();
        parts.add(count(failed.count()) + " not written to " + address + "; " + outcome.written() + " written"
                + (outcome.stopped() ? ", the rest not tried" : "") + ".");
        List<ErrorCode> codes = codes(failed);
        codes.forEach(code -> parts.add(part(code, failed, adviceForConflicts)));
        throw JobException.of(codes.get(0), String.join(" ", parts));
    }

    /** What was rejected and where it is, for the user to see; empty if nothing was. */
    public static Optional<String> rejected(TaskOutcome outcome, ContainerAddress address, Rejecting rejecting) {
        NotWritten rejected = outcome.rejected();
        return rejected.count() == 0
                ? Optional.empty()
                : Optional.of(count(rejected.count()) + " rejected by " + address + ". " + kinds(rejected) + " "
                        + place(rejecting));
    }

    static String tooManyRejects(TaskOutcome outcome, ContainerAddress address, Rejecting rejecting) {
        return count(outcome.rejected().count()) + " rejected by " + address + ", more than the "
                + rejecting.maxErrors() + " that maxErrors allows; " + outcome.written() + " written"
                + (outcome.stopped() ? ", the rest not tried" : "") + ". " + kinds(outcome.rejected()) + " "
                + place(rejecting) + " Correct the cause, or raise maxErrors.";
    }

    private static String kinds(NotWritten rejected) {
        return codes(rejected).stream()
                .map(code -> code + ": " + shown(rejected, code, false) + ".")
                .collect(Collectors.joining(" "));
    }

    private static String place(Rejecting rejecting) {
        return rejecting.keeps()
                ? "They are kept in " + rejecting.folder() + "."
                : "They are not kept; give a directory for them with --rejects DIR.";
    }

    private static List<ErrorCode> codes(NotWritten documents) {
        return MOST_TELLING.stream().filter(documents.counts()::containsKey).toList();
    }

    private static String part(ErrorCode code, NotWritten failed, String adviceForConflicts) {
        String ids = shown(failed, code, code == ErrorCode.CosmosConflict);
        return switch (code) {
            case CosmosConflict -> "These ids exist already: " + ids + ". " + adviceForConflicts;
            case CosmosRequestTooLarge -> "Request size is too large. Documents: " + ids
                    + ". Reduce writeBatchSize of the sink; a single document over 2 MB must be split.";
            case CosmosDocumentInvalid -> "Invalid documents: " + ids + ".";
            case CosmosNotFound -> "Not found: " + ids + ".";
            case CosmosUnauthorized -> "Not allowed: " + ids + ". Check the account key of the linked service.";
            default -> "Failed: " + ids + ".";
        };
    }

    /** By their ids: the order in which the partitions of a container answer is another one each time. */
    private static String shown(NotWritten documents, ErrorCode code, boolean idsOnly) {
        List<WriteFailure> some = documents.some().stream()
                .filter(failure -> failure.code() == code)
                .sorted(Comparator.comparing(WriteFailure::id))
                .toList();
        long all = documents.counts().get(code);
        String listed = idsOnly ? some.stream().map(WriteReport::id).collect(Collectors.joining(", ")) : byReason(some);
        return all > some.size() ? listed + " and " + (all - some.size()) + " more" : listed;
    }

    /** What is the same for many, such as a disk that is full, is said once. */
    private static String byReason(List<WriteFailure> some) {
        Map<String, List<WriteFailure>> reasons = new LinkedHashMap<>();
        some.forEach(failure ->
                reasons.computeIfAbsent(failure.why(), why -> new ArrayList<>()).add(failure));
        return reasons.entrySet().stream()
                .map(each -> each.getValue().stream().map(WriteReport::named).collect(Collectors.joining(", ")) + " ("
                        + each.getKey() + ")")
                .collect(Collectors.joining(", "));
    }

    private static String id(WriteFailure failure) {
        return failure.id().isEmpty() ? "a document without id" : "'" + failure.id() + "'";
    }

    /** The reason tells what is the matter with the id of a document that has none which can be shown. */
    private static String named(WriteFailure failure) {
        return failure.id().isEmpty() ? "a document" : "'" + failure.id() + "'";
    }

    private static String count(long documents) {
        return documents == 1 ? "1 document was" : documents + " documents were";
    }
}
