package io.cosmosdataflow.store.cosmos.write.bulk;

import azure_cosmos_spark.com.azure.cosmos.CosmosException;
import azure_cosmos_spark.com.azure.cosmos.models.CosmosBatchOperationResult;
import azure_cosmos_spark.com.azure.cosmos.models.CosmosBatchResponse;
import azure_cosmos_spark.com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.store.cosmos.client.ServiceFaults;
import io.cosmosdataflow.store.cosmos.client.Verdict;
import io.cosmosdataflow.store.cosmos.sdk.RequestNotes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One answer, whether the service gave it for the operation, for its request, or not at all.
 *
 * @param code of the service; {@link StatusCode#NONE} if it has not answered
 * @param requestCharge request units
 * @param activity the same for all operations of a request
 * @param first whether it is certain that the operation had not been sent before by the SDK itself
 * @param document text of the document that was read
 * @param text what the service or the SDK says
 */
public record Answer(
        Verdict verdict,
        StatusCode code,
        Duration retryAfter,
        String activity,
        double requestCharge,
        boolean first,
        Supplier<byte[]> document,
        String text) {

    private static final Supplier<byte[]> NONE = () -> null;

    /** @param status of HTTP; 0 if there was no answer */
    public record StatusCode(int status, int subStatus) {

        static final StatusCode NONE = new StatusCode(0, 0);
    }

    public int status() {
        return code.status();
    }

    public int subStatus() {
        return code.subStatus();
    }

    /** @return the answers of the operations of one request, in their order */
    static List<Answer> of(CosmosBatchResponse response) {
        boolean first = RequestNotes.sentOnce(response.getDiagnostics());
        return response.getResults().stream()
                .map(result -> of(response, result, first))
                .toList();
    }

    private static Answer of(CosmosBatchResponse response, CosmosBatchOperationResult result, boolean first) {
        return new Answer(
                Verdict.of(result.getStatusCode()),
                new StatusCode(result.getStatusCode(), result.getSubStatusCode()),
                result.getRetryAfterDuration(),
                String.valueOf(response.getActivityId()),
                result.getRequestCharge(),
                first,
                () -> result.getItem(ObjectNode.class).toString().getBytes(StandardCharsets.UTF_8),
                "");
    }

    /** For operations whose request has no answer of its own for each. */
    public static Answer of(Throwable thrown) {
        Optional<CosmosException> answered = ServiceFaults.answer(thrown);
        if (answered.isEmpty()) {
            return new Answer(
                    Verdict.TRANSIENT,
                    StatusCode.NONE,
                    Duration.ZERO,
                    "",
                    0,
                    false,
                    NONE,
                    String.valueOf(thrown.getMessage()));
        }
        CosmosException fault = answered.get();
        return new Answer(
                Verdict.of(fault.getStatusCode()),
                new StatusCode(fault.getStatusCode(), fault.getSubStatusCode()),
                fault.getRetryAfterDuration(),
                String.valueOf(fault.getActivityId()),
                fault.getRequestCharge(),
                RequestNotes.sentOnce(fault.getDiagnostics()),
                NONE,
                ServiceFaults.shortText(fault));
    }

    /** Whether the service has not answered: the SDK makes 408 and 410 of a lost connection and of silence. */
    public boolean isNone() {
        return status() == 0 || status() == 408 || status() == 410;
    }

    public Answer as(Verdict other) {
        return new Answer(other, code, Duration.ZERO, activity, 0, first, document, text);
    }

    public String said(String otherwise) {
        return text.isBlank() ? otherwise : otherwise + ": " + text;
    }
}
