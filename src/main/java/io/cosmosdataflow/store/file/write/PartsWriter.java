package io.cosmosdataflow.store.file.write;

import io.cosmosdataflow.store.storage.StorageAccess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.DataWriterFactory;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Writes the rows of one task: a part per source file, each of at most so many rows. Every attempt of a task
 * has names of its own, and only those of the attempt that counts are ever told to the driver.
 */
final class PartsWriter implements DataWriter<InternalRow> {

    /** Rows of one source file come together; more open files than this only happen to shuffled rows. */
    private static final int MOST_OPEN = 16;

    private final Factory factory;
    private final int partition;
    private final FileSystem files;
    private final Map<String, OpenPart> open = new LinkedHashMap<>(16, 0.75f, true);
    private final List<Part> done = new ArrayList<>();
    /** Where the row before this one went; most go to the same. */
    private OpenPart last;

    private int sequence;

    private PartsWriter(Factory factory, int partition) {
        this.factory = factory;
        this.partition = partition;
        try {
            this.files = factory.access().open(new Path(factory.folder()));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /**
     * @param folder of unfinished files
     * @param sourceColumn place of the column with the source file's path; negative for none
     * @param mostRows of one part; 0 for no limit
     */
    record Factory(PartFormat format, StorageAccess access, String folder, int sourceColumn, long mostRows)
            implements DataWriterFactory {

        @Override
        public DataWriter<InternalRow> createWriter(int partition, long task) {
            return new PartsWriter(this, partition);
        }
    }

    record Written(List<Part> parts) implements WriterCommitMessage {

        static final Written NOTHING = new Written(List.of());

        Written plus(Written other) {
            return new Written(
                    Stream.concat(parts.stream(), other.parts.stream()).toList());
        }
    }

    @Override
    public void write(InternalRow row) throws IOException {
        UTF8String source = factory.sourceColumn() < 0 || row.isNullAt(factory.sourceColumn())
                ? UTF8String.EMPTY_UTF8
                : row.getUTF8String(factory.sourceColumn());
        if (last == null || last.full() || !source.equals(last.key)) {
            last = part(source.toString());
        }
        last.output.write(row);
        last.rows++;
    }

    private OpenPart part(String source) throws IOException {
        OpenPart part = open.get(source);
        if (part != null && part.full()) {
            open.remove(source);
            part.close();
            part = null;
        }
        if (part == null) {
            closeEldest();
            part = new OpenPart(source);
            open.put(source, part);
        }
        return part;
    }

    private void closeEldest() throws IOException {
        if (open.size() >= MOST_OPEN) {
            Iterator<OpenPart> eldest = open.values().iterator();
            OpenPart part = eldest.next();
            eldest.remove();
            part.close();
        }
    }

    @Override
    public WriterCommitMessage commit() throws IOException {
        for (OpenPart part : open.values()) {
            part.close();
        }
        open.clear();
        return new Written(List.copyOf(done));
    }

    /** The driver deletes the folder with all that is in it. */
    @Override
    public void abort() throws IOException {
        done.clear();
    }

    @Override
    public void close() throws IOException {
        files.close();
    }

    private final class OpenPart {

        private final String uri;
        private final String source;
        /** The source as rows have it. */
        private final UTF8String key;

        private final int number;
        private final PartFormat.Output output;
        private long rows;

        OpenPart(String source) throws IOException {
            this.source = source;
            this.key = UTF8String.fromString(source);
            this.number = sequence++;
            this.uri = factory.folder() + "/" + String.format("%05d-%05d-", partition, number) + UUID.randomUUID();
            this.output = factory.format().open(files, new Path(uri), partition);
        }

        boolean full() {
            return rows == factory.mostRows() && factory.mostRows() > 0;
        }

        void close() throws IOException {
            done.add(new Part(uri, source, partition, number, rows, output.close()));
        }
    }
}
