package io.cosmosdataflow.store.file.scan;

import io.cosmosdataflow.store.file.format.Compression;
import io.cosmosdataflow.store.file.format.FileFormat;
import io.cosmosdataflow.store.file.format.FileFormat.DelimitedText;
import io.cosmosdataflow.store.storage.ListedFile;
import io.cosmosdataflow.store.storage.Parallel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.internal.SQLConf;

/**
 * Shares files out among tasks, in their order: large files of lines are cut, small files go together. The
 * size of a task is that of Spark's own file sources ({@code spark.sql.files.maxPartitionBytes} and {@code
 * openCostInBytes}).
 */
record Slicing(List<List<FileSlice>> partitions, List<String> columns) {

    private static final long SHORTEST_SAMPLE = 1 << 18;
    private static final int MOST_TASKS_OF_A_CORE = 16;

    static Slicing of(SparkSession spark, TextSource source, List<ListedFile> files) {
        SQLConf settings = spark.sessionState().conf();
        int cores = Math.max(1, spark.leafNodeDefaultParallelism());
        long openCost = openCost(settings, cores, files.size());
        long total = files.stream().mapToLong(file -> file.length() + openCost).sum();
        long size = Math.min(settings.filesMaxPartitionBytes(), Math.max(openCost, total / cores));
        boolean table = source.format().tabular();
        List<Start> starts = starts(source, files, file -> table || file.length() > size);
        Set<String> columns = new LinkedHashSet<>();
        starts.forEach(start -> columns.addAll(start.header()));
        List<FileSlice> slices = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            slices.addAll(slices(files.get(i), starts.get(i), size));
        }
        long most = source.connections() == 0
                ? size
                : Math.max(size, (total + source.connections() - 1) / source.connections());
        return new Slicing(together(slices, most, openCost, source.connections()), List.copyOf(columns));
    }

    /** That of Spark, but for so many files that they alone would make more tasks than the cores have a use for. */
    private static long openCost(SQLConf settings, int cores, int files) {
        long most = settings.filesMaxPartitionBytes() / Math.max(1, files) * cores * MOST_TASKS_OF_A_CORE;
        return Math.min(settings.filesOpenCostInBytes(), Math.max(1, most));
    }

    /** Slices from all over the files, of about so many bytes together; at least one. */
    Slicing sampled(long bytes) {
        List<FileSlice> all = partitions.stream().flatMap(List::stream).toList();
        long total = all.stream().mapToLong(FileSlice::length).sum();
        if (total <= bytes) {
            return this;
        }
        long each = Math.max(SHORTEST_SAMPLE, bytes / all.size());
        List<List<FileSlice>> chosen = new ArrayList<>();
        double passed = 0;
        double taken = 0;
        for (FileSlice slice : all) {
            // what has been taken keeps step with what has been passed
            if (taken * total <= passed * bytes) {
                FileSlice start = slice.start(each);
                chosen.add(List.of(start));
                taken += start.length();
            }
            passed += slice.length();
        }
        return new Slicing(List.copyOf(chosen), columns);
    }

    private static List<FileSlice> slices(ListedFile file, Start start, long size) {
        if (!start.lines() || file.length() <= size) {
            return List.of(FileSlice.whole(file));
        }
        List<FileSlice> slices = new ArrayList<>();
        for (long from = 0; from < file.length(); from += size) {
            slices.add(new FileSlice(file, from, Math.min(from + size, file.length()), start.header()));
        }
        return slices;
    }

    private static List<List<FileSlice>> together(List<FileSlice> slices, long size, long openCost, int limit) {
        List<List<FileSlice>> partitions = new ArrayList<>();
        List<FileSlice> current = new ArrayList<>();
        long filled = 0;
        for (FileSlice slice : slices) {
            boolean last = limit > 0 && partitions.size() == limit - 1;
            if (!current.isEmpty() && !last && filled + slice.length() > size) {
                partitions.add(List.copyOf(current));
                current.clear();
                filled = 0;
            }
            current.add(slice);
            filled += slice.length() + openCost;
        }
        if (!current.isEmpty()) {
            partitions.add(List.copyOf(current));
        }
        return partitions;
    }

    /** Of files that are not looked at: unseen ones. */
    private static List<Start> starts(TextSource source, List<ListedFile> files, Predicate<ListedFile> seen) {
        if (files.stream().noneMatch(seen)) {
            return Collections.nCopies(files.size(), Start.UNSEEN);
        }
        try (FileSystem store = source.access().open(new Path(files.get(0).uri()))) {
            return Parallel.map(files, file -> seen.test(file) ? look(source, store, file) : Start.UNSEEN);
        } catch (IOException e) {
            throw Malformed.unreadable(files.get(0).relative(), source.format(), e);
        }
    }

    /** Reads the start of a file: its header, and whether each of its lines stands for itself. */
    private static Start look(TextSource source, FileSystem store, ListedFile file) {
        FileSlice whole = FileSlice.whole(file);
        try (TextInput input = new TextInput(store, whole, source)) {
            ByteInput text = input.next();
            if (text == null) {
                return Start.UNSEEN;
            }
            boolean plain = source.format().compression().codec() == Compression.Codec.NONE && input.utf8();
            if (source.format() instanceof DelimitedText format) {
                boolean lines = (format.delimiters().quote().isEmpty() || !format.multiLine())
                        && endsWithLineFeed(format.delimiters().row());
                DelimitedRows rows =
                        new DelimitedRows(text, input.relative(), whole, format, source.skipLines(), source.skipped());
                return new Start(rows.header(format.header()), plain && lines);
            }
            if (source.format() instanceof FileFormat.Sheet sheet) {
                SheetRows rows = new SheetRows(
                        text, input.relative(), sheet, source.access().configuration());
                return new Start(rows.header(sheet.header()), false);
            }
            boolean json = source.format() instanceof FileFormat.Json format
                    && format.dialect().strict();
            return new Start(List.of(), plain && json && startsWithLines(text, file));
        } catch (IOException e) {
            throw Malformed.unreadable(file.relative(), source.format(), e);
        }
    }

    /** A cut is made at LF; with CR LF as the delimiter a lone LF would belong to a value. */
    private static boolean endsWithLineFeed(String rowDelimiter) {
        return rowDelimiter.isEmpty() || rowDelimiter.equals("\n");
    }

    /** Two documents on lines of their own say that the file is one of lines. */
    private static boolean startsWithLines(ByteInput text, ListedFile file) throws IOException {
        JsonDocuments documents = new JsonDocuments(text, file.relative(), FileSlice.whole(file));
        for (int i = 0; i < 2; i++) {
            if (!documents.next() || documents.inArray() || documents.overSeveralLines()) {
                return false;
            }
        }
        return true;
    }

    /** @param lines whether the file may be cut between lines */
    private record Start(List<String> header, boolean lines) {
        static final Start UNSEEN = new Start(List.of(), false);
    }
}
