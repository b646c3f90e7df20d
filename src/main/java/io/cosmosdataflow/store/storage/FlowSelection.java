package io.cosmosdataflow.store.storage;

import io.cosmosdataflow.definition.Properties;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Which files a data flow's source reads. Source: Microsoft Learn, connector-azure-blob-storage, mapping data
 * flow properties.
 *
 * @param wildcards paths with wildcards, from the container; they take the place of folder and file
 * @param partitionRoot folder from which {@code name=value} folders are columns; empty for the dataset's folder
 * @param fileList whether what is selected are lists of the files to read
 * @param recursive whether files in folders of a folder count
 * @param emptyAllowed whether no file is no error
 */
public record FlowSelection(
        List<String> wildcards,
        String partitionRoot,
        boolean fileList,
        boolean recursive,
        boolean emptyAllowed,
        Optional<Instant> modifiedFrom,
        Optional<Instant> modifiedBefore) {

    public FlowSelection {
        wildcards = wildcards.stream().map(FileLocation::trimmed).toList();
        partitionRoot = FileLocation.trimmed(partitionRoot);
        Objects.requireNonNull(modifiedFrom, "modifiedFrom");
        Objects.requireNonNull(modifiedBefore, "modifiedBefore");
    }

    /** Reads the settings of a source; the caller finishes them. */
    public static FlowSelection of(Properties settings) {
        PathGuard.check(settings, "wildcardPaths");
        PathGuard.check(settings, "partitionRootPath");
        return new FlowSelection(
                settings.texts("wildcardPaths").stream()
                        .filter(path -> !path.isBlank())
                        .toList(),
                settings.text("partitionRootPath", ""),
                settings.flag("fileList", false),
                settings.flag("recursive", false),
                settings.flag("ignoreNoFilesFound", false),
                FileSelection.instant(settings, "modifiedAfter"),
                FileSelection.instant(settings, "modifiedBefore"));
    }
}
