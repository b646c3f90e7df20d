package io.cosmosdataflow.store.file.write;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

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
