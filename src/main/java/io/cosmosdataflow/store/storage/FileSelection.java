package io.cosmosdataflow.store.storage;

import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.TypeSetting;
import io.cosmosdataflow.definition.published.PublishedTypes;
import io.cosmosdataflow.diagnostic.ErrorCode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
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
 * @param partitionRoot below the container; empty for the default
 * @param connections most tasks at a time; 0 for no limit
 */
public record FileSelection(
        boolean recursive,
        String wildcardFolder,
        String wildcardFile,
        String prefix,
        String listFile,
        Optional<Instant> modifiedFrom,
        Optional<Instant> modifiedBefore,
        boolean partitionDiscovery,
        String partitionRoot,
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
        Objects.requireNonNull(modifiedFrom, "modifiedFrom");
        Objects.requireNonNull(modifiedBefore, "modifiedBefore");
        listFile = FileLocation.trimmed(listFile);
        partitionRoot = FileLocation.trimmed(partitionRoot);
    }

    /** All files of the location, as without {@code storeSettings}. */
    public static FileSelection everything() {
        return new FileSelection(true, "", "", "", "", Optional.empty(), Optional.empty(), false, "", 0);
    }

    public FileSelection withConnections(int most) {
        return new FileSelection(
                recursive,
                wildcardFolder,
                wildcardFile,
                prefix,
                listFile,
                modifiedFrom,
                modifiedBefore,
                partitionDiscovery,
                partitionRoot,
                most);
    }

    /** Reads and finishes {@code storeSettings}. */
    public static FileSelection of(Properties settings) {
        if (TypeSetting.read(settings, PublishedTypes.READ_SETTINGS, TYPES).unusable()) {
            return everything();
        }
        if (settings.flag("deleteFilesAfterCompletion", false)) {
            settings.unsupported("deleteFilesAfterCompletion", "Data Factory deletes files of Binary copies only");
        }
        List.of("wildcardFolderPath", "wildcardFileName", "prefix", "fileListPath", "partitionRootPath")
                .forEach(name -> PathGuard.check(settings, name));
        settings.unsupported("fileFilter", "it is a filter of Windows file servers");
        FileSelection selection = new FileSelection(
                settings.flag("recursive", true),
                settings.text("wildcardFolderPath", ""),
                settings.text("wildcardFileName", ""),
                settings.text("prefix", ""),
                settings.text("fileListPath", ""),
                instant(settings, "modifiedDatetimeStart"),
                instant(settings, "modifiedDatetimeEnd"),
                settings.flag("enablePartitionDiscovery", false),
                settings.text("partitionRootPath", ""),
                settings.integer("maxConcurrentConnections", 0, 0, Integer.MAX_VALUE));
        settings.finish();
        return selection;
    }

    static Optional<Instant> instant(Properties settings, String name) {
        return settings.text(name).filter(text -> !text.isBlank()).flatMap(text -> {
            try {
                String iso = text.trim().replaceFirst("^(\\d{4}-\\d\\d-\\d\\d) ", "$1T");
                if (iso.matches("\\d{4}-\\d\\d-\\d\\d")) {
                    iso += "T00:00:00";
                }
                return Optional.of(
                        iso.matches(".*(Z|[+-]\\d\\d:?\\d\\d)$")
                                ? OffsetDateTime.parse(iso).toInstant()
                                : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC));
            } catch (DateTimeException e) {
                settings.issues()
                        .error(
                                ErrorCode.InvalidProperty,
                                settings.spanOf(name),
                                "'" + name + "' of " + settings.owner() + " is '" + text + "', which is no time.",
                                "Write it as 2018-12-01T05:00:00Z.");
                return Optional.empty();
            }
        });
    }
}
