package io.cosmosdataflow.store.cosmos.write;

import io.cosmosdataflow.store.RowOperation;
import io.cosmosdataflow.store.cosmos.document.ScannedDocument;
import io.cosmosdataflow.store.cosmos.reject.RejectDrafts;
import io.cosmosdataflow.store.cosmos.reject.RejectFile;
import io.cosmosdataflow.store.cosmos.reject.RejectedDocument;
import io.cosmosdataflow.store.cosmos.write.bulk.PendingWrite;
import io.cosmosdataflow.store.lost.LostRow;
import io.cosmosdataflow.store.lost.LostRows;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What one task does with documents that the service refuses: they end the activity, or are rejected. */
final class RefusedDocuments {

    private final WriteTally tally;
    private final int mostFailures;
    private final boolean rejecting;
    private final long mostRejects;
    private final Optional<RejectFile> file;
    private final Optional<LostRows> skipped;
    /** Client threads add, and only the task's own thread may tell who skips rows. */
    private final Queue<LostRow> waiting = new ConcurrentLinkedQueue<>();

    /**
     * @param mostFailures after how many of them the task stops, if they end the activity
     * @param drafts null if they do
     */
    RefusedDocuments(WriteTally tally, int mostFailures, RejectDrafts drafts, int partition, long attempt) {
        this.tally = tally;
        this.mostFailures = mostFailures;
        this.rejecting = drafts != null;
        this.mostRejects = rejecting ? drafts.rejecting().maxErrors() : 0;
        this.file = rejecting ? drafts.file(partition, attempt) : Optional.empty();
        this.skipped = rejecting ? drafts.rejecting().skipped() : Optional.empty();
    }

    void add(PendingWrite write, Refusal refusal) {
        ScannedDocument document = write.document();
        add(
                refusal,
                document.id(),
                new RejectedDocument(
                        Optional.of(document.id()),
                        document.partitionKey(),
                        write.operation().text(),
                        refusal.status(),
                        refusal.reason(),
                        Instant.now(),
                        document.text()));
    }

    /**
     * For a text that is no document.
     *
     * @param id if it can be read
     */
    void add(RowOperation operation, Optional<String> id, String text, Refusal refusal) {
        add(
                refusal,
                id.orElse(""),
                new RejectedDocument(
                        id, List.of(), operation.text(), refusal.status(), refusal.reason(), Instant.now(), text));
    }

    private void add(Refusal refusal, String id, RejectedDocument document) {
        WriteFailure failure = new WriteFailure(refusal.code(), id, refusal.why());
        if (rejecting) {
            file.ifPresent(each -> each.add(document));
            if (skipped.isPresent()) {
                waiting.add(new LostRow(document.item(), refusal.code().name(), refusal.why()));
            }
            tally.rejected(failure);
        } else {
            tally.failed(failure);
        }
    }

    /** Whether the rest is not worth a try. */
    boolean tooMany() {
        return tally.failedCount() >= mostFailures || (rejecting && tally.rejectedCount() > mostRejects);
    }

    /** On the task's own thread only, as {@link #finish}. */
    void flush() {
        file.ifPresent(RejectFile::flush);
        for (LostRow each = waiting.poll(); each != null; each = waiting.poll()) {
            skipped.orElseThrow().lost(each);
        }
    }

    /** @return the name of the file, if there is one */
    List<String> finish() {
        flush();
        return file.flatMap(RejectFile::finish).map(List::of).orElse(List.of());
    }
}
