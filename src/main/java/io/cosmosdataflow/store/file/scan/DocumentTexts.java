package io.cosmosdataflow.store.file.scan;

import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.storage.ListedFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.apache.spark.unsafe.types.UTF8String;

/** The documents of a JSON text in memory, one after the other, as those of a file. */
public final class DocumentTexts implements Iterator<UTF8String> {

    private final JsonDocuments documents;
    private final Object[] row = new Object[1];
    private boolean ready;

    /**
     * @param json in UTF-8
     * @param malformed of what is wrong and where: {@code line 1 (byte 7): an object is expected, and there is a number}
     */
    public DocumentTexts(byte[] json, Function<String, JobException> malformed) {
        FileSlice whole = FileSlice.whole(new ListedFile("", "", json.length, Instant.EPOCH, Map.of()));
        documents = new JsonDocuments(
                new ByteInput(new ByteArrayInputStream(json), 0),
                whole,
                (line, position, reason) -> malformed.apply(Malformed.where(line, position) + ": " + reason));
    }

    @Override
    public boolean hasNext() {
        try {
            ready = ready || documents.next();
            return ready;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public UTF8String next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        ready = false;
        documents.fill(row);
        return (UTF8String) row[0];
    }
}
