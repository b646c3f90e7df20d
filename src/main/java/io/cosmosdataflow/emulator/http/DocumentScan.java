package io.cosmosdataflow.emulator.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.cosmosdataflow.emulator.storage.Container;
import io.cosmosdataflow.emulator.storage.Json;
import io.cosmosdataflow.emulator.storage.Partition;
import io.cosmosdataflow.emulator.storage.StoredDocument;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** All documents of a scope, parsed one by one as they are asked for. */
final class DocumentScan implements Iterator<JsonNode> {

    private static final Partition.Limit CHUNK = new Partition.Limit(500, Page.LARGEST);

    private final AskedPartitions scope;
    private final Iterator<Partition> partitions;
    private Partition partition;
    private long after;
    private boolean isLast = true;
    private Iterator<StoredDocument> chunk = Collections.emptyIterator();
    private long scanned;

    DocumentScan(AskedPartitions scope) {
        this.scope = scope;
        this.partitions = scope.partitions().iterator();
    }

    /** How many documents have been given. */
    long scanned() {
        return scanned;
    }

    @Override
    public boolean hasNext() {
        Container container = scope.container();
        while (!chunk.hasNext()) {
            if (isLast) {
                if (!partitions.hasNext()) {
                    return false;
                }
                partition = partitions.next();
                after = -1;
            }
            Partition.Slice slice = container.scan(partition, after, CHUNK, scope.within());
            after = slice.position();
            isLast = slice.isLast();
            chunk = slice.documents().iterator();
        }
        return true;
    }

    @Override
    public JsonNode next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        scanned++;
        return Json.parse(scope.container().text(chunk.next()));
    }
}
