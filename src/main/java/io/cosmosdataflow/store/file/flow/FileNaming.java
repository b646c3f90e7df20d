package io.cosmosdataflow.store.file.flow;

import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.store.file.format.FileFormat;
import io.cosmosdataflow.store.file.write.TargetNames;
import io.cosmosdataflow.store.storage.FileLocation;
import io.cosmosdataflow.store.storage.PathGuard;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a data flow's sink names its files. Source: Microsoft Learn, connector-azure-blob-storage, file name option.
 *
 * @param names of single file or of partitions; empty for none
 * @param pattern with {@code [n]}; empty for none
 * @param fileColumn whose values are paths of files below the container
 * @param folderColumn whose values are paths of folders below the container
 */
record FileNaming(List<String> names, String pattern, Optional<String> fileColumn, Optional<String> folderColumn) {

    FileNaming {
        names = List.copyOf(names);
        Objects.requireNonNull(pattern, "pattern");
        Objects.requireNonNull(fileColumn, "fileColumn");
        Objects.requireNonNull(folderColumn, "folderColumn");
    }

    static FileNaming of(Properties settings) {
        PathGuard.check(settings, "partitionFileNames");
        PathGuard.check(settings, "filePattern");
        List<String> names = settings.texts("partitionFileNames").stream()
                .filter(name -> !name.isBlank())
                .map(FileLocation::trimmed)
                .toList();
        Optional<String> file = column(settings, "rowUrlColumn");
        Optional<String> relative = column(settings, "rowRelativeUrl");
        Optional<String> folder = column(settings, "rowFolderUrlColumn");
        String pattern = settings.text("filePattern", "");
        List<String> chosen = new ArrayList<>();
        Stream.of("partitionFileNames", "filePattern", "rowUrlColumn", "rowRelativeUrl", "rowFolderUrlColumn")
                .filter(name -> written(settings, name))
                .forEach(chosen::add);
        if (chosen.size() > 1) {
            settings.notAllowed(
                    chosen.get(1),
                    settings.texts(chosen.get(1)).stream().collect(Collectors.joining(", ")),
                    List.of("nothing beside '" + chosen.get(0) + "'"));
        }
        return new FileNaming(names, pattern, file.or(() -> relative), folder);
    }

    private static boolean written(Properties settings, String name) {
        return settings.value(name).isPresent() && settings.texts(name).stream().anyMatch(text -> !text.isBlank());
    }

    private static Optional<String> column(Properties settings, String name) {
        return settings.text(name).filter(text -> !text.isBlank());
    }

    /** Whether rows say by their values where they go. */
    boolean byColumn() {
        return fileColumn.isPresent() || folderColumn.isPresent();
    }

    /** Whether all rows go to one file, however they are partitioned. */
    boolean single(FileLocation location) {
        return target(location, "") instanceof TargetNames.One;
    }

    /** @param location of the sink; its file's name is taken where nothing else is said */
    TargetNames target(FileLocation location, FileFormat format) {
        return target(location, extension(format));
    }

    static String extension(FileFormat format) {
        return format instanceof FileFormat.DelimitedText text
                ? ".csv" + text.compression().codec().extension()
                : format.extension();
    }

    private TargetNames target(FileLocation location, String extension) {
        if (byColumn()) {
            return new TargetNames.ByPath(folderColumn.isPresent(), extension);
        }
        if (names.size() == 1) {
            return new TargetNames.One(names.get(0));
        }
        if (names.size() > 1) {
            return new TargetNames.Listed(names, extension);
        }
        if (!pattern.isEmpty()) {
            return TargetNames.Counted.of(pattern);
        }
        return location.file().isEmpty()
                ? new TargetNames.PerPartition(extension)
                : new TargetNames.One(location.file());
    }
}
