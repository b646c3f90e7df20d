package io.cosmosdataflow.store.cosmos.write;

import io.cosmosdataflow.spark.FinalMetrics;
import io.cosmosdataflow.store.RowOperation;
import io.cosmosdataflow.store.cosmos.client.Answers;
import io.cosmosdataflow.store.cosmos.client.ClientLease;
import io.cosmosdataflow.store.cosmos.client.ClientUse;
import io.cosmosdataflow.store.cosmos.client.CosmosClients;
import io.cosmosdataflow.store.cosmos.client.ServiceFaults;
import io.cosmosdataflow.store.cosmos.document.DocumentScanner;
import io.cosmosdataflow.store.cosmos.document.InvalidDocument;
import io.cosmosdataflow.store.cosmos.document.KeyMembers;
import io.cosmosdataflow.store.cosmos.document.KeyValue;
import io.cosmosdataflow.store.cosmos.document.ScannedDocument;
import io.cosmosdataflow.store.cosmos.document.SourceKey;
import io.cosmosdataflow.store.cosmos.write.bulk.BulkPipeline;
import io.cosmosdataflow.store.cosmos.write.bulk.PendingWrite;
import io.cosmosdataflow.store.cosmos.write.bulk.SdkTransport;
import java.util.List;
import java.util.Optional;
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

    /** Where a row has it, behind operation and document. */
    private static final int SOURCE_KEY = 2;

    private final ContainerWrite documents;
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
            ContainerWrite documents,
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
                    .timeout(Answers.LONGEST)
                    .block()
                    .size();
        }
    }

    private BulkPipeline pipeline(TaskContext context) {
        return new BulkPipeline(
                new SdkTransport(writing, documents.address()),
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
            pipeline.submit(documents.columns() ? ofColumns(row, operation, document) : exact(operation, document));
        } catch (InvalidDocument e) {
            refusals.add(operation, e.id(), text.toString(), Refusal.invalid(e.getMessage()));
        } catch (RuntimeException e) {
            throw ServiceFaults.writing(e, documents.address());
        }
    }

    private PendingWrite exact(RowOperation operation, ScannedDocument document) {
        return new PendingWrite(operation, document, mayRepeat);
    }

    /** A row keeps the key of the document that it came from; where it does not tell, that is looked up. */
    private PendingWrite ofColumns(InternalRow row, RowOperation operation, ScannedDocument document) {
        List<String> paths = documents.partitionKey().paths();
        Optional<List<KeyValue>> told = row.numFields() <= SOURCE_KEY || row.isNullAt(SOURCE_KEY)
                ? Optional.empty()
                : SourceKey.of(row.getUTF8String(SOURCE_KEY)).told(document, paths);
        if (told.isPresent()) {
            boolean same = told.get().equals(document.partitionKey());
            return exact(operation, same ? document : KeyMembers.with(document, paths, told.get()));
        }
        return operation == RowOperation.INSERT
                ? exact(operation, document)
                : PendingWrite.ofColumns(operation, document, paths, mayRepeat);
    }

    @Override
    public WriterCommitMessage commit() {
        try {
            pipeline.drain();
            judge.finish();
            TaskOutcome outcome =
                    tally.outcome().withRejectFiles(refusals.finish()).withOffer(pipeline.unitsPerSecondOffered());
            FinalMetrics.set(TaskContext.get(), WriteMetrics.all(), WriteMetrics.of(outcome));
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
