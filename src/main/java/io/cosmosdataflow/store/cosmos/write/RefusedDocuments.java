package io.cosmosdataflow.store.cosmos.write;

import io.cosmosdataflow.store.cosmos.document.ScannedDocument;
import io.cosmosdataflow.store.cosmos.reject.RejectDrafts;
import io.cosmosdataflow.store.cosmos.reject.RejectFile;
import io.cosmosdataflow.store.cosmos.reject.RejectedDocument;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What one task does with documents that the service refuses: they end the activity, or are rejected. */
final class RefusedDocuments {

    private final WriteTally tally;
    private final int mostFailures;
    private final boolean rejecting;
    private final long mostRejects;
    private final Optional<RejectFile> file;

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

    /** For a text that has no id that can be read. */
    void add(RowOperation operation, String text, Refusal refusal) {
        add(
                refusal,
                "",
                new RejectedDocument(
                        Optional.empty(),
                        List.of(),
                        operation.text(),
                        refusal.status(),
                        refusal.reason(),
                        Instant.now(),
                        text));
    }

    private void add(Refusal refusal, String id, RejectedDocument document) {
        WriteFailure failure = new WriteFailure(refusal.code(), id, refusal.why());
        if (rejecting) {
            file.ifPresent(each -> each.add(document));
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
    }

    /** @return the name of the file, if there is one */
    List<String> finish() {
        return file.flatMap(RejectFile::finish).map(List::of).orElse(List.of());
    }
}
