package io.cosmosdataflow.store.cosmos.write;

import azure_cosmos_spark.com.azure.cosmos.CosmosException;
import azure_cosmos_spark.com.azure.cosmos.models.CosmosBulkItemResponse;
import azure_cosmos_spark.com.azure.cosmos.models.CosmosBulkOperationResponse;
import azure_cosmos_spark.com.fasterxml.jackson.databind.node.ObjectNode;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.store.cosmos.client.ServiceFaults;
import io.cosmosdataflow.store.cosmos.client.Verdict;
import io.cosmosdataflow.store.cosmos.document.SameDocument;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Decides what an answer of the service means for an operation: written, again, or failed. */
final class AnswerJudge {

    private static final String ID_EXISTS = "its id exists";

    private final WriteTally tally;
    private final WriteLimits limits;
    private volatile long lastSuccess = System.nanoTime();
    private volatile boolean givenUp;

    AnswerJudge(WriteTally tally, WriteLimits limits) {
        this.tally = tally;
        this.limits = limits;
    }

    /** From now on nothing is tried again. */
    void giveUp() {
        givenUp = true;
    }

    void judge(PendingWrite write, CosmosBulkOperationResponse<Object> response, BulkPipeline.Decision decision) {
        Answer answer = Answer.of(response);
        tally.charged(answer.requestCharge());
        if (write.checking()) {
            checked(write, response.getResponse(), answer, decision);
        } else {
            judge(write, answer, decision);
        }
    }

    /** The run that carried the operation broke before it was answered. */
    void lost(PendingWrite write, Throwable thrown, BulkPipeline.Decision decision) {
        Answer answer = Answer.of(thrown);
        if (write.checking()) {
            later(write, answer.as(Verdict.TRANSIENT), decision);
        } else {
            judge(write, answer, decision);
        }
    }

    private void judge(PendingWrite write, Answer answer, BulkPipeline.Decision decision) {
        switch (answer.verdict()) {
            case DONE -> written(write, decision);
            case THROTTLED, TRANSIENT -> later(write, answer, decision);
            case CONFLICT -> conflict(write, decision);
            case NOT_FOUND -> missing(write, answer, decision);
            case TOO_LARGE -> fail(
                    write,
                    ErrorCode.CosmosRequestTooLarge,
                    "its request has " + write.document().bytes() + " bytes or more, the service takes 2 MB",
                    decision);
            case INVALID -> fail(
                    write, ErrorCode.CosmosDocumentInvalid, answer.said("the service refuses it"), decision);
            case UNAUTHORIZED -> fail(write, ErrorCode.CosmosUnauthorized, answer.said("not allowed"), decision);
            case PRECONDITION_FAILED, FAILED -> fail(
                    write, ErrorCode.CosmosWriteFailed, answer.said("status " + answer.status()), decision);
        }
    }

    private void written(PendingWrite write, BulkPipeline.Decision decision) {
        lastSuccess = System.nanoTime();
        tally.written(write.document().bytes());
        decision.settled();
    }

    private void later(PendingWrite write, Answer answer, BulkPipeline.Decision decision) {
        long now = System.nanoTime();
        boolean throttled = answer.verdict() == Verdict.THROTTLED;
        if (throttled && tally.throttled(answer.activity())) {
            decision.slowDown();
        }
        write.failedOnce(now, !throttled);
        long since = throttled ? Math.max(write.firstFailure(), lastSuccess) : write.firstFailure();
        if (givenUp || now - since >= limits.patience().toNanos()) {
            fail(
                    write,
                    ErrorCode.CosmosWriteFailed,
                    answer.said("status " + answer.status()) + ", after "
                            + (write.attempts() == 1 ? "1 attempt" : write.attempts() + " attempts"),
                    decision);
            return;
        }
        tally.retried();
        decision.again(RetryDelays.of(answer.verdict(), write.attempts(), answer.retryAfter()));
    }

    /** An insert that the service may have done before meets itself: then the stored document is the same. */
    private void conflict(PendingWrite write, BulkPipeline.Decision decision) {
        if (write.operation() == RowOperation.INSERT && write.maybeDone() && !givenUp) {
            write.check();
            decision.again(Duration.ZERO);
        } else {
            fail(write, ErrorCode.CosmosConflict, ID_EXISTS, decision);
        }
    }

    private void checked(
            PendingWrite write, CosmosBulkItemResponse stored, Answer answer, BulkPipeline.Decision decision) {
        switch (answer.verdict()) {
            case DONE -> {
                byte[] text = stored.getItem(ObjectNode.class).toString().getBytes(StandardCharsets.UTF_8);
                if (SameDocument.same(text, write.document().text())) {
                    written(write, decision);
                } else {
                    fail(write, ErrorCode.CosmosConflict, ID_EXISTS, decision);
                }
            }
            case NOT_FOUND -> {
                write.write();
                later(write, answer.as(Verdict.TRANSIENT), decision);
            }
            case THROTTLED, TRANSIENT -> later(write, answer, decision);
            default -> fail(write, ErrorCode.CosmosConflict, ID_EXISTS, decision);
        }
    }

    private void missing(PendingWrite write, Answer answer, BulkPipeline.Decision decision) {
        boolean itemIsMissing = !Verdict.containerIsGone(answer.subStatus());
        if (write.operation() == RowOperation.DELETE && itemIsMissing) {
            written(write, decision);
        } else {
            String why = write.operation() == RowOperation.UPDATE && itemIsMissing
                    ? "there is no document with its id and partition key"
                    : "the container is gone";
            fail(write, ErrorCode.CosmosNotFound, why, decision);
        }
    }

    private void fail(PendingWrite write, ErrorCode code, String why, BulkPipeline.Decision decision) {
        tally.failed(new WriteFailure(code, write.document().id(), why));
        decision.settled();
    }

    /** One answer, whether the service gave it for the operation, for its request, or not at all. */
    private record Answer(
            Verdict verdict,
            int status,
            int subStatus,
            Duration retryAfter,
            String activity,
            double requestCharge,
            String text) {

        static Answer of(CosmosBulkOperationResponse<Object> response) {
            CosmosBulkItemResponse item = response.getResponse();
            if (item != null) {
                return new Answer(
                        Verdict.of(item.getStatusCode()),
                        item.getStatusCode(),
                        item.getSubStatusCode(),
                        item.getRetryAfterDuration(),
                        String.valueOf(item.getActivityId()),
                        item.getRequestCharge(),
                        "");
            }
            return of(response.getException());
        }

        static Answer of(Throwable thrown) {
            Optional<CosmosException> answered = ServiceFaults.answer(thrown);
            if (answered.isEmpty()) {
                return new Answer(Verdict.TRANSIENT, 0, 0, Duration.ZERO, "", 0, String.valueOf(thrown));
            }
            CosmosException fault = answered.get();
            return new Answer(
                    Verdict.of(fault.getStatusCode()),
                    fault.getStatusCode(),
                    fault.getSubStatusCode(),
                    fault.getRetryAfterDuration(),
                    String.valueOf(fault.getActivityId()),
                    fault.getRequestCharge(),
                    ServiceFaults.shortText(fault));
        }

        Answer as(Verdict other) {
            return new Answer(other, status, subStatus, Duration.ZERO, activity, 0, text);
        }

        String said(String otherwise) {
            return text.isBlank() ? otherwise : otherwise + ": " + text;
        }
    }
}
