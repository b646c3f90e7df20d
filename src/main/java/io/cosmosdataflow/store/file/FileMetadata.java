package io.cosmosdataflow.store.file;

import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.store.kind.MetadataField;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What Data Factory knows of files and folders, by the store and by what is in them.
 *
 * <p>Source: Microsoft Learn, control-flow-get-metadata-activity, "Supported connectors", with its notes.
 */
final class FileMetadata {

    private static final Set<MetadataField> EVERYWHERE =
            EnumSet.complementOf(EnumSet.of(MetadataField.created, MetadataField.contentMD5));

    /** Of text without columns. */
    private static final List<String> WITHOUT_COLUMNS = List.of("Binary", "Json", "Xml");

    private static final Set<MetadataField> OF_COLUMNS = EnumSet.of(MetadataField.structure, MetadataField.columnCount);

    private FileMetadata() {}

    static Set<MetadataField> of(LinkedService service, String datasetType) {
        Set<MetadataField> fields = EnumSet.copyOf(EVERYWHERE);
        switch (service.type()) {
            case "AzureBlobStorage", "AzureStorage", "AzureBlobFS" -> fields.add(MetadataField.contentMD5);
            case "AzureFileStorage", "FileServer" -> fields.add(MetadataField.created);
            default -> {} // AmazonS3, AzureDataLakeStore
        }
        if (WITHOUT_COLUMNS.stream().anyMatch(datasetType::equalsIgnoreCase)) {
            fields.removeAll(OF_COLUMNS);
        }
        return fields;
    }

    /** Whether the content must be understood. */
    static boolean needsFormat(Set<MetadataField> asked, Set<MetadataField> known) {
        return OF_COLUMNS.stream().anyMatch(field -> asked.contains(field) && known.contains(field));
    }

    /** Whether folders are only the beginnings of names, and were never modified. */
    static boolean virtualFolders(LinkedService service) {
        return List.of("AzureBlobStorage", "AzureStorage", "AmazonS3").contains(service.type());
    }
}
