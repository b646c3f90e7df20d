package io.cosmosdataflow.store.storage;

import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.TypeSetting;
import io.cosmosdataflow.definition.published.PublishedTypes;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Which files of a location a source reads: its {@code storeSettings}. Source: Microsoft Learn,
 * connector-azure-blob-storage, Blob storage as a source type.
 *
 * @param wildcardFolder below the container, in place of the dataset's folder; empty for none
 * @param wildcardFile empty for none
 * @param prefix of the path below the container; empty for none
 * @param listFile container and path of a text file that lists files, one a line; empty for none
 * @param partitionRoot folder below the container from which {@code name=value} folders are columns, an empty text for
 *     the default; empty if folders are no columns
 * @param connections most tasks at a time; 0 for no limit
 */
public record FileSelection(
        boolean recursive,
        String wildcardFolder,
        String wildcardFile,
        String prefix,
        String listFile,
        ModifiedTime modified,
        Optional<String> partitionRoot,
        int connections) {

    private static final List<String> TYPES = List.of(
            "AzureBlobStorageReadSettings",
            "AzureBlobFSReadSettings",
            "AzureDataLakeStoreReadSettings",
            "AzureFileStorageReadSettings",
            "FileServerReadSettings",
            "AmazonS3ReadSettings");

    public FileSelection {
        wildcardFolder = FileLocation.trimmed(wildcardFolder);
        Objects.requireNonNull(modified, "modified");
        listFile = FileLocation.trimmed(listFile);
        partitionRoot = partitionRoot.map(FileLocation::trimmed);
    }

    /** All files of the location, as without {@code storeSettings}. */
    public static FileSelection everything(int connections) {
        return new FileSelection(true, "", "", "", "", ModifiedTime.ANY, Optional.empty(), connections);
    }

    /** The same of folders inside, or not. */
    public FileSelection withRecursive(boolean other) {
        return new FileSelection(
                other, wildcardFolder, wildcardFile, prefix, listFile, modified, partitionRoot, connections);
    }

    /** Those of them that a wildcard chooses. */
    public FileSelection withWildcardFile(String wildcard) {
        return new FileSelection(
                recursive, wildcardFolder, wildcard, prefix, listFile, modified, partitionRoot, connections);
    }

    /** Whether it chooses among files, so that none may be what is asked for. */
    public boolean chooses() {
        return !wildcardFolder.isEmpty()
                || !wildcardFile.isEmpty()
                || !prefix.isEmpty()
                || !listFile.isEmpty()
                || !modified.equals(ModifiedTime.ANY);
    }

    /**
     * Reads and finishes {@code storeSettings}, but for {@code deleteFilesAfterCompletion}.
     *
     * @param connections where they do not say it
     */
    public static FileSelection of(Properties settings, int connections) {
        return of(settings, connections, true);
    }

    /** @param recursive where they do not say it */
    public static FileSelection of(Properties settings, int connections, boolean recursive) {
        if (TypeSetting.read(settings, PublishedTypes.READ_SETTINGS, TYPES).unusable()) {
            return everything(connections);
        }
        settings.ignore("deleteFilesAfterCompletion", "disableMetricsCollection");
        List.of("wildcardFolderPath", "wildcardFileName", "prefix", "fileListPath", "partitionRootPath")
                .forEach(name -> PathGuard.check(settings, name));
        settings.unsupported("fileFilter", "it is a filter of Windows file servers");
        List.of("listAfter", "listBefore")
                .forEach(name -> settings.unsupported(name, "files are not chosen by the order of their names"));
        String partitionRoot = settings.text("partitionRootPath", "");
        int own = settings.integer("maxConcurrentConnections", 0, 0, Integer.MAX_VALUE);
        FileSelection selection = new FileSelection(
                settings.flag("recursive", recursive),
                settings.text("wildcardFolderPath", ""),
                settings.text("wildcardFileName", ""),
                settings.text("prefix", ""),
                settings.text("fileListPath", ""),
                ModifiedTime.of(settings, "modifiedDatetimeStart", "modifiedDatetimeEnd"),
                settings.flag("enablePartitionDiscovery", false) ? Optional.of(partitionRoot) : Optional.empty(),
                own == 0 ? connections : own);
        settings.finish();
        return selection;
    }
}
