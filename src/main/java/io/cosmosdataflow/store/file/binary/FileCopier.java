package io.cosmosdataflow.store.file.binary;

import io.cosmosdataflow.store.file.format.Compression.Codec;
import io.cosmosdataflow.store.kind.FileEvent;
import io.cosmosdataflow.store.storage.ListedFile;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.DataWriterFactory;
import org.apache.spark.sql.connector.write.WriterCommitMessage;

/**
 * One attempt of a task: copies the files of its rows, each as a stream through one buffer. A file is whole, and has its
 * name, before the next one begins; when all go into one, that is whole at the end.
 */
final class FileCopier implements DataWriter<InternalRow> {

    private static final int BUFFER = 1 << 18;

    private final CopyOrder order;
    private final byte[] buffer = new byte[BUFFER];
    private final List<FileEvent> events = new ArrayList<>();
    private SourceFiles source;
    private SinkFiles sink;
    /** Into which all files go; null if each has its own, and before the first. */
    private TargetFile whole;

    private ListedFile last;

    private FileCopier(CopyOrder order) {
        this.order = order;
    }

    /** It travels once per stage. */
    record Factory(CopyOrder order) implements DataWriterFactory {

        @Override
        public DataWriter<InternalRow> createWriter(int partition, long task) {
            return new FileCopier(order);
        }
    }

    /** What became of the files of each task, in their order. */
    record Copied(List<List<FileEvent>> tasks) implements WriterCommitMessage {

        static final Copied NOTHING = new Copied(List.of());

        Copied plus(Copied other) {
            return new Copied(
                    Stream.concat(tasks.stream(), other.tasks.stream()).toList());
        }
    }

    /** @throws io.cosmosdataflow.diagnostic.JobException why the file is not copied, if it may not be left out */
    @Override
    public void write(InternalRow row) throws IOException {
        ListedFile file = FilesTable.file(row);
        if (source == null) {
            source = new SourceFiles(order.from(), file);
            sink = new SinkFiles(order.to());
        }
        if (order.gathers()) {
            gather(file);
        } else {
            copy(file);
        }
    }

    @Override
    public WriterCommitMessage commit() {
        if (last != null) {
            try {
                long bytes = whole.finish(last.relative(), Optional.empty());
                events.add(new FileEvent.Written(Instant.now(), whole.name(), last.relative(), bytes));
            } catch (SourceFault e) {
                throw e.fatal(order.from().service());
            }
        }
        return new Copied(List.of(List.copyOf(events)));
    }

    @Override
    public void abort() {
        // what is not whole goes with close
    }

    @Override
    public void close() throws IOException {
        try (SourceFiles first = source;
                SinkFiles second = sink;
                TargetFile third = whole) {
            source = null;
            sink = null;
            whole = null;
        }
    }

    private void copy(ListedFile file) throws IOException {
        long read = 0;
        try (SourceContents contents = source.open(file)) {
            Iterator<Long> sizes = sizes(file);
            int count = 0;
            while (contents.next()) {
                count++;
                requireOne(file, count);
                try (TargetFile target = sink.create(order.names().of(contents.path()))) {
                    Optional<byte[]> digest = fill(target, contents, file, sizes.next());
                    read = contents.position();
                    if (order.from().compression().codec() == Codec.NONE) {
                        source.requireUnchanged(file, read);
                    }
                    long bytes = target.finish(file.relative(), digest);
                    events.add(new FileEvent.Written(Instant.now(), target.name(), file.relative(), bytes));
                } catch (SourceFault e) {
                    read = contents.position();
                    throw e;
                }
            }
            if (order.from().compression().codec() != Codec.NONE) {
                source.requireUnchanged(file, read);
            }
            events.add(new FileEvent.Read(Instant.now(), file.relative(), file.length(), file.modified()));
        } catch (SourceFault e) {
            leaveOut(file, read, e);
        }
    }

    private void requireOne(ListedFile file, int count) {
        if (count > 1 && !order.names().one().isEmpty()) {
            throw CopyPlan.severalFiles(order.names().one(), "archive '" + file.relative() + "' holds several")
                    .at(order.to().service());
        }
    }

    /** What is in a file that has been begun to be read is in the sink's file already, so that it cannot be left out. */
    private void gather(ListedFile file) throws IOException {
        Optional<SourceContents> opened = opened(file);
        if (opened.isEmpty()) {
            return;
        }
        try (SourceContents contents = opened.get()) {
            if (whole == null) {
                whole = sink.create(order.names().merged(file.relative()));
            }
            Iterator<Long> sizes = sizes(file);
            while (contents.next()) {
                fill(whole, contents, file, sizes.next());
            }
            source.requireUnchanged(file, contents.position());
        } catch (SourceFault e) {
            throw e.fatal(order.from().service());
        }
        events.add(new FileEvent.Read(Instant.now(), file.relative(), file.length(), file.modified()));
        last = file;
    }

    private Optional<SourceContents> opened(ListedFile file) {
        try {
            return Optional.of(source.open(file));
        } catch (SourceFault e) {
            leaveOut(file, 0, e);
            return Optional.empty();
        }
    }

    /** @return MD5 of the content, where what arrives is to be compared */
    private Optional<byte[]> fill(TargetFile target, SourceContents contents, ListedFile file, long size)
            throws IOException {
        MessageDigest md5 = order.rules().verified() ? TargetFile.md5() : null;
        target.begin(order.names().unpacked(contents.path()), size, file.modified());
        for (int count = contents.read(buffer); count >= 0; count = contents.read(buffer)) {
            requireRunning();
            target.write(buffer, count);
            if (md5 != null) {
                md5.update(buffer, 0, count);
            }
        }
        target.end();
        return Optional.ofNullable(md5).map(MessageDigest::digest);
    }

    /**
     * Of the contents of a file, in their order. A tar file has the size of a content before its bytes, so that what is
     * packed must be unpacked twice.
     */
    private Iterator<Long> sizes(ListedFile file) throws IOException {
        Codec to = order.to().compression().codec();
        boolean asked = to == Codec.TAR || to == Codec.TAR_GZIP;
        if (!asked || order.from().compression().codec() == Codec.NONE) {
            return Stream.generate(file::length).iterator();
        }
        List<Long> sizes = new ArrayList<>();
        try (SourceContents contents = source.open(file)) {
            while (contents.next()) {
                long size = 0;
                for (int count = contents.read(buffer); count >= 0; count = contents.read(buffer)) {
                    requireRunning();
                    size += count;
                }
                sizes.add(size);
            }
        }
        return sizes.iterator();
    }

    private void leaveOut(ListedFile file, long read, SourceFault fault) {
        if (!order.rules().skipped().contains(fault.fault())) {
            throw fault.fatal(order.from().service());
        }
        events.add(new FileEvent.Skipped(Instant.now(), file.relative(), read, fault.fault(), fault.getMessage()));
    }

    /** Spark interrupts a task only where it is asked to. */
    private static void requireRunning() throws IOException {
        TaskContext task = TaskContext.get();
        if (Thread.currentThread().isInterrupted() || task != null && task.isInterrupted()) {
            throw new InterruptedIOException("The task was ended.");
        }
    }
}
