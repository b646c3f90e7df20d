package io.cosmosdataflow.store.storage;

import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.TypeSetting;
import io.cosmosdataflow.definition.published.PublishedTypes;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How a sink places its files: its {@code storeSettings}. Source: Microsoft Learn, connector-azure-blob-storage, Blob
 * storage as a sink type.
 *
 * @param connections most tasks at a time; 0 for no limit
 */
public record FilePlacement(CopyBehavior copyBehavior, int connections) {

    private static final List<String> TYPES = List.of(
            "AzureBlobStorageWriteSettings",
            "AzureBlobFSWriteSettings",
            "AzureDataLakeStoreWriteSettings",
            "AzureFileStorageWriteSettings",
            "FileServerWriteSettings",
            "AmazonS3WriteSettings");

    public FilePlacement {
        Objects.requireNonNull(copyBehavior, "copyBehavior");
    }

    /** How source files become files of the sink; the constants are Data Factory's values. */
    public enum CopyBehavior {
        PreserveHierarchy,
        FlattenHierarchy,
        MergeFiles
    }

    /** Reads {@code storeSettings} of a sink, finishes those, and leaves the sink itself to the caller. */
    public static FilePlacement of(Properties sink) {
        CopyBehavior behavior = CopyBehavior.PreserveHierarchy;
        int connections = sink.integer("maxConcurrentConnections", 0, 0, Integer.MAX_VALUE);
        Optional<Properties> store = sink.object("storeSettings");
        if (store.isPresent()) {
            Properties settings = store.get();
            boolean usable = !TypeSetting.read(settings, PublishedTypes.WRITE_SETTINGS, TYPES)
                    .unusable();
            behavior = settings.choice("copyBehavior", behavior);
            connections = settings.integer("maxConcurrentConnections", connections, 0, Integer.MAX_VALUE);
            settings.ignore("blockSizeInMB", "disableMetricsCollection");
            settings.unsupported("metadata", "Hadoop's file systems cannot set metadata of a blob");
            settings.unsupported("expiryDateTime", "Hadoop's file systems cannot set when a file expires");
            if (usable) {
                settings.finish();
            }
        }
        return new FilePlacement(behavior, connections);
    }
}
