package io.cosmosdataflow.store.cosmos.write;

import azure_cosmos_spark.com.azure.cosmos.CosmosAsyncContainer;
import azure_cosmos_spark.com.azure.cosmos.CosmosException;
import azure_cosmos_spark.com.azure.cosmos.models.CosmosBulkItemResponse;
import azure_cosmos_spark.com.azure.cosmos.models.CosmosBulkOperationResponse;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.store.cosmos.client.ServiceFaults;
import io.cosmosdataflow.store.cosmos.client.Verdict;
import io.cosmosdataflow.store.cosmos.document.SameDocument;
import java.time.Duration;

/** Decides what an answer of the service means for an operation: written, again, or failed. */
final class AnswerJudge {

    private final WriteTally tally;
    private final WriteLimits limits;
    private final CosmosAsyncContainer reader;
    private volatile long lastSuccess = System.nanoTime();
    private volatile boolean givenUp;

    /** @param reader the container, over a client that waits out throttling */
    AnswerJudge(WriteTally tally, WriteLimits limits, CosmosAsyncContainer reader) {
        this.tally = tally;
        this.limits = limits;
        this.reader = reader;
    }

    /** From now on nothing is tried again. */
    void giveUp() {
        givenUp = true;
    }

    void judge(PendingWrite write, CosmosBulkOperationResponse<Object> response, BulkPipeline.Decision decision) {
        Answer answer = Answer.of(response);
        tally.charged(answer.requestCharge());
        switch (answer.verdict()) {
            case DONE -> written(write, decision);
            case THROTTLED, TRANSIENT -> later(write, answer, decision);
            case CONFLICT -> conflict(write, answer, decision);
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
        if (givenUp || now - since > limits.patience().toNanos()) {
            fail(
                    write,
                    ErrorCode.CosmosWriteFailed,
                    answer.said("status " + answer.status()) + ", after " + write.attempts() + " attempts",
                    decision);
            return;
        }
        tally.retried();
        decision.again(RetryDelays.of(answer.verdict(), write.attempts(), answer.retryAfter()));
    }

    /** An insert that the service may have done before meets itself: then the stored document is the same. */
    private void conflict(PendingWrite write, Answer answer, BulkPipeline.Decision decision) {
        if (write.operation() != RowOperation.INSERT || !write.maybeDone()) {
            fail(write, ErrorCode.CosmosConflict, "its id exists", decision);
            return;
        }
        reader.readItem(write.document().id(), write.partitionKey(), byte[].class)
                .subscribe(
                        stored -> {
                            tally.charged(stored.getRequestCharge());
                            if (SameDocument.same(
                                    stored.getItem(), write.document().text())) {
                                written(write, decision);
                            } else {
                                fail(write, ErrorCode.CosmosConflict, "its id exists", decision);
                            }
                        },
                        thrown -> unread(write, answer, thrown, decision));
    }

    /** The document that was in the way is gone, or cannot be read now: insert again. */
    private void unread(PendingWrite write, Answer answer, Throwable thrown, BulkPipeline.Decision decision) {
        Verdict verdict = Verdict.of(
                ServiceFaults.answer(thrown).map(CosmosException::getStatusCode).orElse(0));
        if (verdict == Verdict.UNAUTHORIZED) {
            fail(write, ErrorCode.CosmosConflict, "its id exists", decision);
        } else {
            later(write, answer.as(Verdict.TRANSIENT), decision);
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
            if (response.getException() instanceof CosmosException fault) {
                return new Answer(
                        Verdict.of(fault.getStatusCode()),
                        fault.getStatusCode(),
                        fault.getSubStatusCode(),
                        fault.getRetryAfterDuration(),
                        String.valueOf(fault.getActivityId()),
                        fault.getRequestCharge(),
                        ServiceFaults.shortText(fault));
            }
            return new Answer(Verdict.TRANSIENT, 0, 0, Duration.ZERO, "", 0, String.valueOf(response.getException()));
        }

        Answer as(Verdict other) {
            return new Answer(other, status, subStatus, Duration.ZERO, activity, 0, text);
        }

        String said(String otherwise) {
            return text.isBlank() ? otherwise : otherwise + ": " + text;
        }
    }
}
