package io.cosmosdataflow.store.cosmos.write;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.store.RowOperation;
import io.cosmosdataflow.store.cosmos.client.Verdict;
import io.cosmosdataflow.store.cosmos.document.InvalidReason;
import io.cosmosdataflow.store.cosmos.document.SameDocument;
import io.cosmosdataflow.store.cosmos.write.bulk.Answer;
import io.cosmosdataflow.store.cosmos.write.bulk.Decision;
import io.cosmosdataflow.store.cosmos.write.bulk.OperationJudge;
import io.cosmosdataflow.store.cosmos.write.bulk.PendingWrite;
import io.cosmosdataflow.store.cosmos.write.bulk.WriteLimits;
import java.time.Duration;

/** Decides what an answer of the service means for an operation: written, again, or failed. */
final class AnswerJudge implements OperationJudge {

    private static final String ID_EXISTS = "its id exists";
    private static final String UNIQUE_KEY_EXISTS = "a value of a unique key exists";
    private static final String SEVERAL = "several documents have its id, with a null in the partition key or nothing"
            + " there, and the row does not tell which of them is meant";
    private static final String NOTHING_THERE = "there is no document with its id and partition key";
    private static final int CONFLICT_STATUS = 409;
    private static final long UNEXPLAINED_BYTES = 16L << 20;

    private final WriteTally tally;
    private final WriteLimits limits;
    private final RefusedDocuments refusals;
    private final boolean absentDeletes;
    private final UnexplainedConflicts unexplained;
    private volatile long lastSuccess = System.nanoTime();
    private volatile boolean givenUp;

    /** @param absentDeletes whether a delete may find nothing */
    AnswerJudge(WriteTally tally, WriteLimits limits, RefusedDocuments refusals, boolean absentDeletes) {
        this.tally = tally;
        this.limits = limits;
        this.refusals = refusals;
        this.absentDeletes = absentDeletes;
        this.unexplained = new UnexplainedConflicts(tally, refusals, UNEXPLAINED_BYTES);
    }

    /** When all operations are decided. */
    void finish() {
        unexplained.refuseAll();
    }

    @Override
    public void giveUp() {
        givenUp = true;
    }

    @Override
    public void judge(PendingWrite write, Answer answer, Decision decision) {
        tally.charged(answer.requestCharge());
        tally.answered(answer.verdict() == Verdict.THROTTLED);
        switch (write.purpose()) {
            case LOOK_UP -> lookedUp(write, answer, decision);
            case COMPARE -> compared(write, answer, decision);
            case WRITE -> {
                if (!answer.first()) {
                    write.maybeSentBefore();
                }
                judged(write, answer, decision);
            }
        }
    }

    /** Whatever is the matter, no document is. */
    @Override
    public void lost(PendingWrite write, Throwable thrown, Decision decision) {
        Answer answer = Answer.of(thrown);
        if (write.reading()) {
            later(write, answer.as(Verdict.TRANSIENT), decision);
            return;
        }
        switch (answer.verdict()) {
            case NOT_FOUND -> fail(write, ErrorCode.CosmosNotFound, "the container is gone", decision);
            case CONFLICT, TOO_LARGE, INVALID, PRECONDITION_FAILED, FAILED -> fail(
                    write, ErrorCode.CosmosWriteFailed, answer.said("status " + answer.status()), decision);
            default -> judged(write, answer, decision);
        }
    }

    private void judged(PendingWrite write, Answer answer, Decision decision) {
        switch (answer.verdict()) {
            case DONE -> written(write, decision);
            case THROTTLED, TRANSIENT -> later(write, answer, decision);
            case CONFLICT -> conflict(write, decision);
            case NOT_FOUND -> missing(write, answer, decision);
            case UNAUTHORIZED -> notAllowed(write, answer, decision);
            case TOO_LARGE -> refuse(
                    write,
                    new Refusal(
                            ErrorCode.CosmosRequestTooLarge,
                            answer.status(),
                            "its request has " + write.document().bytes() + " bytes or more, the service takes 2 MB"),
                    decision);
            case INVALID -> refuse(
                    write,
                    new Refusal(
                            ErrorCode.CosmosDocumentInvalid,
                            answer.status(),
                            answer.said(InvalidReason.of(write.document()))),
                    decision);
            case PRECONDITION_FAILED, FAILED -> refuse(
                    write,
                    new Refusal(ErrorCode.CosmosWriteFailed, answer.status(), answer.said("status " + answer.status())),
                    decision);
        }
    }

    private void written(PendingWrite write, Decision decision) {
        lastSuccess = System.nanoTime();
        tally.written(write.operation(), write.document().bytes());
        unexplained.explain(write);
        decision.settled();
    }

    private void later(PendingWrite write, Answer answer, Decision decision) {
        long now = System.nanoTime();
        boolean throttled = answer.verdict() == Verdict.THROTTLED;
        if (throttled) {
            tally.throttled(answer.activity());
        }
        write.failedOnce(now, !throttled && write.purpose() != PendingWrite.Purpose.LOOK_UP);
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
        // What was refused waits for the rate, with all that goes to its partition.
        decision.again(throttled ? Duration.ZERO : RetryDelays.of(answer, write.attempts()));
    }

    /** An insert that the service may have done before meets itself: then the stored document is the same. */
    private void conflict(PendingWrite write, Decision decision) {
        if (write.operation() == RowOperation.INSERT && write.maybeDone() && !write.unmatched() && !givenUp) {
            write.compare();
            decision.again(Duration.ZERO);
        } else {
            refuse(write, conflict(write.unmatched() ? UNIQUE_KEY_EXISTS : ID_EXISTS), decision);
        }
    }

    private void compared(PendingWrite write, Answer answer, Decision decision) {
        switch (answer.verdict()) {
            case DONE -> {
                byte[] text = answer.document().get();
                if (SameDocument.same(text, write.document().text())) {
                    written(write, decision);
                } else {
                    explainLaterOrRefuse(write, conflict(ID_EXISTS), text, decision);
                }
            }
            case NOT_FOUND -> {
                // Another has deleted it since, or the conflict is one of a unique key: the next one tells.
                write.unmatchedWrite();
                later(write, answer.as(Verdict.TRANSIENT), decision);
            }
            case THROTTLED, TRANSIENT -> later(write, answer, decision);
            default -> refuse(write, conflict(ID_EXISTS), decision);
        }
    }

    private void lookedUp(PendingWrite write, Answer answer, Decision decision) {
        switch (answer.verdict()) {
            case DONE -> goOn(write, true, decision);
            case NOT_FOUND -> {
                if (Verdict.containerIsGone(answer.subStatus())) {
                    missing(write, answer, decision);
                } else {
                    goOn(write, false, decision);
                }
            }
            default -> judged(write, answer, decision);
        }
    }

    private void goOn(PendingWrite write, boolean there, Decision decision) {
        if (givenUp) {
            fail(write, ErrorCode.CosmosWriteFailed, "given up", decision);
        } else if (write.lookedUp(there)) {
            decision.again(Duration.ZERO);
        } else {
            refuse(write, conflict(SEVERAL), decision);
        }
    }

    private static Refusal conflict(String why) {
        return new Refusal(ErrorCode.CosmosConflict, CONFLICT_STATUS, why);
    }

    private void explainLaterOrRefuse(PendingWrite write, Refusal refusal, byte[] stored, Decision decision) {
        if (write.repeated()) {
            unexplained.add(write, refusal, stored);
            decision.settled();
        } else {
            refuse(write, refusal, decision);
        }
    }

    private void missing(PendingWrite write, Answer answer, Decision decision) {
        boolean itemIsMissing = !Verdict.containerIsGone(answer.subStatus());
        if (write.operation() == RowOperation.DELETE && itemIsMissing) {
            deletedNothing(write, answer, decision);
        } else if (write.operation() == RowOperation.UPDATE && itemIsMissing) {
            Refusal refusal = new Refusal(ErrorCode.CosmosNotFound, answer.status(), NOTHING_THERE);
            explainLaterOrRefuse(write, refusal, null, decision);
        } else {
            fail(write, ErrorCode.CosmosNotFound, "the container is gone", decision);
        }
    }

    /** Source: Microsoft Learn, data-flow-troubleshoot-errors, {@code DF-Cosmos-DeleteDataFailed}. */
    private void deletedNothing(PendingWrite write, Answer answer, Decision decision) {
        if (write.maybeDone()) {
            written(write, decision);
        } else if (absentDeletes) {
            lastSuccess = System.nanoTime();
            tally.unmatched();
            decision.settled();
        } else {
            refuse(
                    write,
                    new Refusal(
                            ErrorCode.CosmosNotFound, answer.status(), "DF-Cosmos-DeleteDataFailed: " + NOTHING_THERE),
                    decision);
        }
    }

    /** A partition key value whose storage is full is a matter of the document, any other refusal one of the account. */
    private void notAllowed(PendingWrite write, Answer answer, Decision decision) {
        if (Verdict.partitionKeyIsFull(answer.status(), answer.subStatus())) {
            refuse(
                    write,
                    new Refusal(
                            ErrorCode.CosmosWriteFailed,
                            answer.status(),
                            "the documents with its partition key have 20 GB, the service takes no more"),
                    decision);
        } else {
            fail(write, ErrorCode.CosmosUnauthorized, answer.said("not allowed"), decision);
        }
    }

    /** The service refuses this document, whatever becomes of others. */
    private void refuse(PendingWrite write, Refusal refusal, Decision decision) {
        refusals.add(write, refusal);
        decision.settled();
    }

    /** The service cannot be used: that is no fault of the document. */
    private void fail(PendingWrite write, ErrorCode code, String why, Decision decision) {
        tally.failed(new WriteFailure(code, write.document().id(), why));
        decision.settled();
    }
}
