package io.cosmosdataflow.store.cosmos.write;

import io.cosmosdataflow.store.cosmos.client.ClientLease;
import io.cosmosdataflow.store.cosmos.client.ClientUse;
import io.cosmosdataflow.store.cosmos.client.CosmosClients;
import io.cosmosdataflow.store.cosmos.client.ServiceFaults;
import io.cosmosdataflow.store.cosmos.document.DocumentScanner;
import io.cosmosdataflow.store.cosmos.document.InvalidDocument;
import io.cosmosdataflow.store.cosmos.document.ScannedDocument;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Writes the rows of one task. A document that the service refuses is counted and named in the commit message,
 * so that Spark does not run the task again for it; a task whose documents cannot reach the service fails, and
 * Spark runs it again.
 */
final class DocumentWriter implements DataWriter<InternalRow> {

    private final DocumentWriterFactory documents;
    private final boolean mayRepeat;
    private final DocumentScanner scanner;
    private final WriteTally tally;
    private final RefusedDocuments refusals;
    private final GeneratedIds ids;
    private final ClientLease writing;
    private final AnswerJudge judge;
    private final BulkPipeline pipeline;
    private boolean closed;

    /** @param mayRepeat whether an earlier attempt may have written some of these rows */
    DocumentWriter(
            DocumentWriterFactory documents,
            WriteTally tally,
            RefusedDocuments refusals,
            GeneratedIds ids,
            boolean mayRepeat) {
        this.documents = documents;
        this.mayRepeat = mayRepeat;
        this.scanner = new DocumentScanner(documents.partitionKey().paths());
        this.tally = tally;
        this.refusals = refusals;
        this.ids = ids;
        this.judge = new AnswerJudge(tally, documents.limits(), refusals, documents.absentDeletes());
        this.writing = CosmosClients.lease(documents.address().account(), ClientUse.WRITE);
        try {
            this.pipeline = pipeline(TaskContext.get());
        } catch (RuntimeException e) {
            close();
            throw ServiceFaults.writing(e, documents.address());
        }
    }

    private int ranges() {
        try (ClientLease reading = CosmosClients.lease(documents.address().account(), ClientUse.READ)) {
            return reading.container(documents.address())
                    .getFeedRanges()
                    .block()
                    .size();
        }
    }

    private BulkPipeline pipeline(TaskContext context) {
        return new BulkPipeline(
                writing.container(documents.address()),
                ranges(),
                documents.limits(),
                judge,
                () -> context != null && context.isInterrupted());
    }

    @Override
    public void write(InternalRow row) {
        ids.pass();
        RowOperation operation = RowOperation.valueOf(row.getString(0));
        if (operation == RowOperation.SKIP) {
            tally.skipped();
            return;
        }
        refusals.flush();
        if (refusals.tooMany()) {
            tally.stopped();
            return;
        }
        UTF8String text = row.getUTF8String(1);
        byte[] bytes = text.getBytes();
        try {
            ScannedDocument document = scanner.scan(bytes, () -> ids.of(bytes));
            pipeline.submit(
                    documents.columns() && operation != RowOperation.INSERT
                            ? PendingWrite.ofColumns(
                                    operation,
                                    document,
                                    documents.partitionKey().paths(),
                                    mayRepeat)
                            : new PendingWrite(operation, document, mayRepeat));
        } catch (InvalidDocument e) {
            refusals.add(operation, e.id(), text.toString(), Refusal.invalid(e.getMessage()));
        } catch (RuntimeException e) {
            throw ServiceFaults.writing(e, documents.address());
        }
    }

    @Override
    public WriterCommitMessage commit() {
        try {
            pipeline.drain();
            judge.finish();
            TaskOutcome outcome = tally.outcome().withRejectFiles(refusals.finish());
            FinalMetrics.set(TaskContext.get(), outcome);
            return outcome;
        } catch (RuntimeException e) {
            throw ServiceFaults.writing(e, documents.address());
        }
    }

    /** The draft with what was rejected so far stays for the driver to find. */
    @Override
    public void abort() {
        pipeline.abandon();
        refusals.finish();
    }

    @Override
    public CustomTaskMetric[] currentMetricsValues() {
        return WriteMetrics.of(tally.outcome());
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            writing.close();
        }
    }
}
