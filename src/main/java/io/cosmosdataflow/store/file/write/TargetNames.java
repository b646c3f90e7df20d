package io.cosmosdataflow.store.file.write;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.storage.FileLocation;
import io.cosmosdataflow.store.storage.PathGuard;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.IntFunction;

/**
 * How the files of a sink are named. Source: Microsoft Learn, connector-azure-blob-storage, copyBehavior;
 * format-delimited-text, fileNamePrefix.
 */
public sealed interface TargetNames {

    /** File name, relative to the sink's folder, to the parts it is made of, in the order of the rows. */
    Map<String, List<Part>> targets(List<Part> parts);

    /** Whether it matters which source file a row comes from. */
    boolean bySource();

    /** All rows in one file. */
    record One(String name) implements TargetNames {

        public One {
            Objects.requireNonNull(name, "name");
        }

        @Override
        public Map<String, List<Part>> targets(List<Part> parts) {
            return Map.of(name, parts);
        }

        @Override
        public boolean bySource() {
            return false;
        }
    }

    /**
     * A file per source file: under its path with the new extension, or with {@code flat} under a name of its
     * own in the sink's folder. Rows from no file go to a file per part.
     */
    record PerSource(String extension, boolean flat) implements TargetNames {

        @Override
        public Map<String, List<Part>> targets(List<Part> parts) {
            Map<String, String> names = new LinkedHashMap<>();
            Map<String, List<Part>> targets = new LinkedHashMap<>();
            for (Part part : parts) {
                String name = part.source().isEmpty()
                        ? automatic(extension)
                        : names.computeIfAbsent(
                                part.source(), source -> flat ? automatic(extension) : stem(source) + extension);
                targets.computeIfAbsent(name, any -> new ArrayList<>()).add(part);
            }
            return targets.isEmpty() ? Map.of(automatic(extension), List.of()) : targets;
        }

        @Override
        public boolean bySource() {
            return true;
        }
    }

    /** {@code prefix_00000.extension} and on; a source file's name is the prefix where there is one. */
    record Numbered(String prefix, String extension) implements TargetNames {

        @Override
        public Map<String, List<Part>> targets(List<Part> parts) {
            Map<String, Integer> numbers = new LinkedHashMap<>();
            Map<String, List<Part>> targets = new LinkedHashMap<>();
            for (Part part : parts) {
                String stem = part.source().isEmpty() ? prefix : stem(part.source());
                int number = numbers.merge(stem, 1, Integer::sum) - 1;
                targets.put(stem + "_" + String.format("%05d", number) + extension, List.of(part));
            }
            return targets.isEmpty() ? Map.of(prefix + "_00000" + extension, List.of()) : targets;
        }

        @Override
        public boolean bySource() {
            return true;
        }
    }

    /** A file per partition, under a name in the form of Spark's own. */
    record PerPartition(String extension) implements TargetNames {

        @Override
        public Map<String, List<Part>> targets(List<Part> parts) {
            String tail = "-tid-" + UUID.randomUUID() + extension;
            return byPartition(parts, partition -> String.format("part-%05d", partition) + tail);
        }

        @Override
        public boolean bySource() {
            return false;
        }
    }

    /**
     * A file per partition that has rows, numbered from 1 on.
     *
     * @param start what stands before the number
     * @param end what stands behind it
     */
    record Counted(String start, String end) implements TargetNames {

        /** @param pattern with {@code [n]} where the number goes; without, it goes before the extension */
        public static Counted of(String pattern) {
            int place = pattern.indexOf("[n]");
            if (place >= 0) {
                return new Counted(pattern.substring(0, place), pattern.substring(place + 3));
            }
            int dot = pattern.indexOf('.', pattern.lastIndexOf('/') + 1);
            return dot < 0 ? new Counted(pattern, "") : new Counted(pattern.substring(0, dot), pattern.substring(dot));
        }

        @Override
        public Map<String, List<Part>> targets(List<Part> parts) {
            Map<Integer, Integer> numbers = new LinkedHashMap<>();
            parts.forEach(part -> numbers.putIfAbsent(part.partition(), numbers.size() + 1));
            return byPartition(parts, partition -> start + numbers.getOrDefault(partition, 1) + end);
        }

        @Override
        public boolean bySource() {
            return false;
        }
    }

    /** A given name for each partition; those without a name are named as by {@link PerPartition}. */
    record Listed(List<String> names, String extension) implements TargetNames {

        public Listed {
            names = List.copyOf(names);
        }

        @Override
        public Map<String, List<Part>> targets(List<Part> parts) {
            String tail = "-tid-" + UUID.randomUUID() + extension;
            return byPartition(
                    parts,
                    partition -> partition < names.size()
                            ? names.get(partition)
                            : String.format("part-%05d", partition) + tail);
        }

        @Override
        public boolean bySource() {
            return false;
        }
    }

    /**
     * The path that each row has in {@link io.cosmosdataflow.store.Columns#FILE_PATH}: of its file, or of a
     * folder with a file per partition.
     *
     * @param extension of the files in folders
     */
    record ByPath(boolean folders, String extension) implements TargetNames {

        @Override
        public Map<String, List<Part>> targets(List<Part> parts) {
            String tail = "-tid-" + UUID.randomUUID() + extension;
            Map<String, List<Part>> targets = new LinkedHashMap<>();
            for (Part part : parts) {
                String path = FileLocation.trimmed(part.source());
                if (path.isEmpty() || List.of(path.split("/")).contains("..")) {
                    throw JobException.of(
                            ErrorCode.FileNameInvalid,
                            "A row's " + (folders ? "folder" : "file") + " is '" + part.source()
                                    + "', which is no path below the container. Correct the column that names it.");
                }
                String name = folders ? path + "/" + String.format("part-%05d", part.partition()) + tail : path;
                targets.computeIfAbsent(name, any -> new ArrayList<>()).add(part);
            }
            return targets;
        }

        @Override
        public boolean bySource() {
            return true;
        }
    }

    /**
     * Other names, none of which leaves the sink's folder.
     *
     * @param folder of the files, below the container
     */
    record Guarded(TargetNames names, PathGuard guard, String folder) implements TargetNames {

        /** @throws JobException {@link ErrorCode#FileNameInvalid}, before any file has its name */
        @Override
        public Map<String, List<Part>> targets(List<Part> parts) {
            Map<String, List<Part>> targets = names.targets(parts);
            for (String name : targets.keySet()) {
                PathGuard.requireText("The name of a file of the sink", name);
                guard.requireLinks(FileLocation.join(folder, name));
            }
            return targets;
        }

        @Override
        public boolean bySource() {
            return names.bySource();
        }
    }

    /** No parts make one empty file, of partition 0. */
    private static Map<String, List<Part>> byPartition(List<Part> parts, IntFunction<String> name) {
        if (parts.isEmpty()) {
            return Map.of(name.apply(0), List.of());
        }
        Map<String, List<Part>> targets = new LinkedHashMap<>();
        for (Part part : parts) {
            targets.computeIfAbsent(name.apply(part.partition()), any -> new ArrayList<>())
                    .add(part);
        }
        return targets;
    }

    /** A name in the form of Data Factory's own. */
    static String automatic(String extension) {
        return "data_" + UUID.randomUUID() + "_" + UUID.randomUUID() + extension;
    }

    /** The path without the extensions of formats and codecs. */
    private static String stem(String path) {
        return path.replaceFirst("(?i)(\\.tar\\.gz|\\.tgz|\\.tar|\\.gz|\\.bz2|\\.zip|\\.deflate|\\.snappy|\\.lz4)$", "")
                .replaceFirst("(?<=[^/])\\.[^./]+$", "");
    }
}
