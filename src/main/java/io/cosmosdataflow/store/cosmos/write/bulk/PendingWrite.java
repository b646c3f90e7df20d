package io.cosmosdataflow.store.cosmos.write.bulk;

import azure_cosmos_spark.com.azure.cosmos.models.CosmosBulkOperations;
import azure_cosmos_spark.com.azure.cosmos.models.CosmosItemOperation;
import azure_cosmos_spark.com.azure.cosmos.models.PartitionKey;
import azure_cosmos_spark.com.fasterxml.jackson.databind.node.POJONode;
import azure_cosmos_spark.com.fasterxml.jackson.databind.util.RawValue;
import io.cosmosdataflow.store.RowOperation;
import io.cosmosdataflow.store.cosmos.document.KeyValue;
import io.cosmosdataflow.store.cosmos.document.ScannedDocument;
import io.cosmosdataflow.store.cosmos.sdk.PartitionKeys;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** One operation from the time it is handed over until the service has decided about it. */
public final class PendingWrite {

    /** What its next request is for. */
    public enum Purpose {
        /** To learn which document it is about. */
        LOOK_UP,
        WRITE,
        /** To see, after a conflict, whether the stored document is this one. */
        COMPARE
    }

    private final AtomicReference<OperationState> state = new AtomicReference<>(OperationState.NEW);
    private final RowOperation operation;
    private final String key;
    private final int bytes;
    private ScannedDocument document;
    private PartitionKey partitionKey;
    private final boolean repeated;
    private Purpose purpose = Purpose.WRITE;
    /** What its partition key may be, while that is looked up. */
    private KeySearch search;

    private CosmosItemOperation item;
    /** Whether the service may have done it already, so that a conflict may be with itself. */
    private boolean maybeDone;

    /** Whether there was no document of its id after a conflict. */
    private boolean unmatched;

    private int attempts;
    private long firstFailure;
    private boolean mayArrive;
    private long arrivesUntil;

    /** @param repeated whether an earlier attempt at the same rows may have done it */
    public PendingWrite(RowOperation operation, ScannedDocument document, boolean repeated) {
        this.operation = operation;
        this.key = key(document);
        this.bytes = document.bytes();
        this.document = document;
        this.partitionKey = PartitionKeys.of(document.partitionKey());
        this.repeated = repeated;
        this.maybeDone = repeated;
        this.item = toItem();
    }

    /**
     * The same for a document that is made of columns. Where its partition key has a null, it is looked up first which
     * document of its id there is.
     *
     * @param paths of the partition key
     */
    public static PendingWrite ofColumns(
            RowOperation operation, ScannedDocument document, List<String> paths, boolean repeated) {
        PendingWrite write = new PendingWrite(operation, document, repeated);
        if (document.partitionKey().stream().anyMatch(KeySearch::isVague)) {
            write.search = new KeySearch(paths, document.partitionKey());
            write.purpose = Purpose.LOOK_UP;
            write.item = write.lookUp();
        }
        return write;
    }

    private CosmosItemOperation lookUp() {
        return CosmosBulkOperations.getReadItemOperation(document.id(), PartitionKeys.of(search.present()), null, this);
    }

    /**
     * Goes on once it is known whether there is a document of the key that was looked up.
     *
     * @return false if it cannot: there are several documents, and the row does not tell which is meant
     */
    public boolean lookedUp(boolean there) {
        if (search.next(there)) {
            item = lookUp();
            return true;
        }
        purpose = Purpose.WRITE;
        if (search.found().size() == 1) {
            document = search.applied(document);
            partitionKey = PartitionKeys.of(document.partitionKey());
        }
        item = toItem();
        return search.found().size() <= 1;
    }

    /** The SDK copies a raw value into the request as it is. */
    private CosmosItemOperation toItem() {
        if (operation == RowOperation.DELETE) {
            return CosmosBulkOperations.getDeleteItemOperation(document.id(), partitionKey, null, this);
        }
        POJONode text = new POJONode(new RawValue(document.text()));
        return switch (operation) {
            case INSERT -> CosmosBulkOperations.getCreateItemOperation(text, partitionKey, null, this);
            case UPSERT -> CosmosBulkOperations.getUpsertItemOperation(text, partitionKey, null, this);
            default -> CosmosBulkOperations.getReplaceItemOperation(document.id(), text, partitionKey, null, this);
        };
    }

    CosmosItemOperation item() {
        return item;
    }

    public RowOperation operation() {
        return operation;
    }

    public ScannedDocument document() {
        return document;
    }

    /** Of the row's document, also where another key has changed that. */
    int bytes() {
        return bytes;
    }

    /** Two operations with the same key are about the same item, and are done one after the other. */
    public String key() {
        return key;
    }

    /** A null and a missing value may be the same document's. */
    private static String key(ScannedDocument document) {
        StringBuilder key = new StringBuilder(document.id());
        for (KeyValue value : document.partitionKey()) {
            key.append('\n').append(KeySearch.isVague(value) ? "" : value);
        }
        return key.toString();
    }

    OperationState state() {
        return state.get();
    }

    /** @throws IllegalStateException if it cannot come there from where it is */
    void become(OperationState next) {
        state.updateAndGet(now -> now.to(next));
    }

    public Purpose purpose() {
        return purpose;
    }

    /** Whether its next request writes nothing. */
    public boolean reading() {
        return purpose != Purpose.WRITE;
    }

    /** After a conflict: from now on it asks for the stored document. */
    public void compare() {
        purpose = Purpose.COMPARE;
        item = CosmosBulkOperations.getReadItemOperation(document.id(), partitionKey, null, this);
    }

    /** Back to writing, as there is no stored document of its id. */
    public void unmatchedWrite() {
        purpose = Purpose.WRITE;
        unmatched = true;
        item = toItem();
    }

    public boolean repeated() {
        return repeated;
    }

    public boolean unmatched() {
        return unmatched;
    }

    public boolean maybeDone() {
        return maybeDone;
    }

    public int attempts() {
        return attempts;
    }

    /** {@link System#nanoTime()} of the first failure. */
    public long firstFailure() {
        return firstFailure;
    }

    /** Its answer may be about an earlier try that nobody has told of. */
    public void maybeSentBefore() {
        maybeDone = true;
    }

    /**
     * A request that has it was given up, and may still reach the service.
     *
     * @param until {@link System#nanoTime()}
     */
    void mayArriveUntil(long until) {
        arrivesUntil = until;
        mayArrive = true;
    }

    /** Nanoseconds until no request that was given up can do it any more; 0 or less if there is none. */
    long nanosOfArrivals(long now) {
        return mayArrive ? arrivesUntil - now : 0;
    }

    public void failedOnce(long now, boolean outcomeUnknown) {
        if (attempts == 0) {
            firstFailure = now;
        }
        attempts++;
        maybeDone |= outcomeUnknown;
    }
}
