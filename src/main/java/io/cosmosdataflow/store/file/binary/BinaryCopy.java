package io.cosmosdataflow.store.file.binary;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.failure.ForeignFailure;
import io.cosmosdataflow.store.file.binary.FileCopier.Copied;
import io.cosmosdataflow.store.file.format.Compression.Codec;
import io.cosmosdataflow.store.kind.FileCopy;
import io.cosmosdataflow.store.kind.FileCopyRequest;
import io.cosmosdataflow.store.kind.FileCopyRules;
import io.cosmosdataflow.store.kind.FileEvent;
import io.cosmosdataflow.store.kind.FileFault;
import io.cosmosdataflow.store.kind.Opening;
import io.cosmosdataflow.store.provider.OpenTables;
import io.cosmosdataflow.store.provider.RowsSink;
import io.cosmosdataflow.store.storage.FileListing;
import io.cosmosdataflow.store.storage.FilePlacement.CopyBehavior;
import io.cosmosdataflow.store.storage.ListedFile;
import io.cosmosdataflow.store.storage.PathGuard;
import io.cosmosdataflow.store.storage.StorageAccess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.SparkSession;

/**
 * A copy of files as they are, in one Spark job: the driver lists and shares out, tasks copy.
 *
 * <p>Source: Microsoft Learn, format-binary; connector-azure-blob-storage, "recursive and copyBehavior examples";
 * copy-activity-fault-tolerance, "Copying binary files"; copy-activity-data-consistency.
 */
public record BinaryCopy(BinarySource source, BinarySink sink) implements FileCopy {

    public BinaryCopy {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(sink, "sink");
    }

    /** @param directory that stands in for stores */
    public static Optional<FileCopy> checked(FileCopyRequest asked, Optional<Path> directory) {
        Optional<BinarySource> source = BinarySource.of(asked.from(), asked.source(), directory);
        Optional<BinarySink> sink = BinarySink.of(asked.to(), asked.sink(), directory);
        return source.flatMap(from -> sink.map(to -> new BinaryCopy(from, to)));
    }

    @Override
    public boolean verifiable() {
        return plain() && sink.placement().copyBehavior() == CopyBehavior.PreserveHierarchy;
    }

    private boolean plain() {
        return source.dataset().compression().codec() == Codec.NONE
                && sink.dataset().compression().codec() == Codec.NONE;
    }

    @Override
    public void run(Opening with, FileCopyRules rules, Consumer<FileEvent> events) {
        StorageAccess from = atSource(() -> StorageAccess.of(with.spark(), source.root()));
        StorageAccess to = atSink(() -> StorageAccess.of(with.spark(), sink.root()));
        List<ListedFile> files = atSource(() -> listed(from));
        if (files.isEmpty()) {
            return;
        }
        boolean gathers = sink.merges()
                || sink.dataset().compression().codec().archive()
                        && !sink.file().isEmpty();
        SinkNames names = new SinkNames(
                source.dataset().compression().codec(),
                sink.dataset().compression().codec(),
                sink.file(),
                sink.flattens(),
                UUID.randomUUID());
        new CopyPlan(source, sink, names, gathers).require(files);
        CopiedFiles copied = new CopiedFiles(source, sink, from, files);
        CopyOrder.Origin origin = new CopyOrder.Origin(
                from, source.root().linkedService(), source.dataset().compression(), source.archiveAsFolder());
        try (FileSystem store = to.open(new org.apache.hadoop.fs.Path(folder() + "/"));
                SinkFolder folder = SinkFolder.of(store, folder())) {
            CopyOrder order = new CopyOrder(origin, target(to, folder), names, gathers, effective(rules));
            copy(with.spark(), order, shares(with, files, gathers), ended -> {
                copied.note(ended);
                ended.forEach(events);
            });
        } catch (IOException e) {
            throw failed(e);
        }
        copied.requireAll();
        if (source.deletes()) {
            copied.delete();
        }
    }

    /** Tells of tasks that have ended also where one has failed. */
    private static void copy(
            SparkSession spark, CopyOrder order, List<List<ListedFile>> shares, Consumer<List<FileEvent>> events) {
        RowsSink<Copied> copying = new RowsSink<>(
                "files as they are",
                FilesTable.SCHEMA,
                partitions -> new FileCopier.Factory(order),
                Copied.NOTHING,
                Copied::plus);
        try {
            copying.write(OpenTables.read(spark, FilesTable.of(shares)));
        } finally {
            copying.outcome().tasks().forEach(events);
        }
    }

    /** Each once; a list of files may name one twice. */
    private List<ListedFile> listed(StorageAccess access) {
        Map<String, ListedFile> files = new LinkedHashMap<>();
        FileListing.listChosen(access, source.root(), source.dataset().location(), source.selection())
                .forEach(file -> files.putIfAbsent(file.uri(), file));
        return List.copyOf(files.values());
    }

    /** Faults are errors where one file is named, and where files are packed or unpacked. */
    private FileCopyRules effective(FileCopyRules asked) {
        Set<FileFault> skipped = EnumSet.noneOf(FileFault.class);
        if (plain() && !source.single()) {
            skipped.addAll(asked.skipped());
        }
        if (!asked.verified()) {
            skipped.remove(FileFault.dataInconsistency);
        }
        return new FileCopyRules(skipped, asked.verified() && verifiable());
    }

    private List<List<ListedFile>> shares(Opening with, List<ListedFile> files, boolean gathers) {
        int reading = source.selection().connections();
        int writing = sink.placement().connections();
        int connections = reading == 0 || writing == 0 ? Math.max(reading, writing) : Math.min(reading, writing);
        return gathers ? List.of(files) : FileShares.of(files, with.spark().leafNodeDefaultParallelism(), connections);
    }

    private String folder() {
        return atSink(() -> {
            PathGuard.of(sink.root(), sink.dataset().location().container())
                    .require("The sink's folder", sink.dataset().location().folder());
            return sink.dataset().location().uri(sink.root());
        });
    }

    private CopyOrder.Target target(StorageAccess access, SinkFolder folder) {
        return new CopyOrder.Target(
                access,
                sink.root().linkedService(),
                sink.root().uri(sink.dataset().location().container()),
                sink.dataset().location().folder(),
                folder.unfinished(),
                sink.dataset().compression());
    }

    private JobException failed(IOException e) {
        return JobException.of(
                        ErrorCode.FileStoreFailed,
                        "The files in '" + folder() + "' cannot be written: " + ForeignFailure.line(e) + ".")
                .at(sink.root().linkedService());
    }

    private <T> T atSource(Supplier<T> work) {
        return at(source.root().linkedService(), work);
    }

    private <T> T atSink(Supplier<T> work) {
        return at(sink.root().linkedService(), work);
    }

    private static <T> T at(String service, Supplier<T> work) {
        try {
            return work.get();
        } catch (JobException e) {
            throw e.at(service);
        }
    }
}
