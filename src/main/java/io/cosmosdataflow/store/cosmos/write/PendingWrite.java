package io.cosmosdataflow.store.cosmos.write;

import azure_cosmos_spark.com.azure.cosmos.models.CosmosBulkOperations;
import azure_cosmos_spark.com.azure.cosmos.models.CosmosItemOperation;
import azure_cosmos_spark.com.azure.cosmos.models.PartitionKey;
import azure_cosmos_spark.com.fasterxml.jackson.databind.node.POJONode;
import azure_cosmos_spark.com.fasterxml.jackson.databind.util.RawValue;
import io.cosmosdataflow.store.cosmos.document.ScannedDocument;

/** One operation from the time it is handed over until the service has decided about it. */
final class PendingWrite {

    private final RowOperation operation;
    private final ScannedDocument document;
    private final PartitionKey partitionKey;
    private final boolean repeated;
    private CosmosItemOperation item;
    /** Whether the service may have done it already, so that a conflict may be with itself. */
    private boolean maybeDone;

    private boolean checking;
    /** Whether there was no document of its id after a conflict. */
    private boolean unmatched;

    private int attempts;
    private long firstFailure;

    /** @param repeated whether an earlier attempt at the same rows may have done it */
    PendingWrite(RowOperation operation, ScannedDocument document, PartitionKey partitionKey, boolean repeated) {
        this.operation = operation;
        this.document = document;
        this.partitionKey = partitionKey;
        this.repeated = repeated;
        this.maybeDone = repeated;
        this.item = toItem();
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

    RowOperation operation() {
        return operation;
    }

    ScannedDocument document() {
        return document;
    }

    /** Two operations with the same key are about the same item, and are done one after the other. */
    String key() {
        return document.id() + '\n' + document.partitionKey();
    }

    /** From now on it asks for the stored document, to see whether that is this one. */
    void check() {
        checking = true;
        item = CosmosBulkOperations.getReadItemOperation(document.id(), partitionKey, null, this);
    }

    /** Back to writing, as there is no stored document of its id. */
    void unmatchedWrite() {
        checking = false;
        unmatched = true;
        item = toItem();
    }

    boolean checking() {
        return checking;
    }

    boolean repeated() {
        return repeated;
    }

    boolean unmatched() {
        return unmatched;
    }

    boolean maybeDone() {
        return maybeDone;
    }

    int attempts() {
        return attempts;
    }

    /** {@link System#nanoTime()} of the first failure. */
    long firstFailure() {
        return firstFailure;
    }

    void failedOnce(long now, boolean outcomeUnknown) {
        if (attempts == 0) {
            firstFailure = now;
        }
        attempts++;
        maybeDone |= outcomeUnknown;
    }
}
