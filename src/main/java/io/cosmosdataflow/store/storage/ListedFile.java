package io.cosmosdataflow.store.storage;

import io.cosmosdataflow.store.StoreMetrics;
import java.io.Serializable;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * One file of a source.
 *
 * @param uri Hadoop path
 * @param relative path below the folder of the source
 * @param length bytes on storage
 * @param modified when it was changed last
 * @param partitions columns from {@code name=value} folders, where asked for
 */
public record ListedFile(String uri, String relative, long length, Instant modified, Map<String, String> partitions)
        implements Serializable {

    public ListedFile {
        Objects.requireNonNull(uri, "uri");
        Objects.requireNonNull(relative, "relative");
        Objects.requireNonNull(modified, "modified");
        partitions = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(partitions));
    }

    /** Of a read of all of them. */
    public static StoreMetrics metrics(List<ListedFile> files) {
        return StoreMetrics.ofFiles(
                files.stream().map(ListedFile::relative).toList(),
                files.stream().mapToLong(ListedFile::length).sum());
    }

    /** Columns of partition folders that the files themselves do not have. */
    public static List<String> partitionColumns(List<ListedFile> files, List<String> columns) {
        Set<String> names = new LinkedHashSet<>();
        files.forEach(file -> names.addAll(file.partitions().keySet()));
        columns.forEach(names::remove);
        return List.copyOf(names);
    }
}
