package io.cosmosdataflow.store.file;

import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.TypeSetting;
import io.cosmosdataflow.definition.published.PublishedTypes;
import io.cosmosdataflow.store.storage.FileSelection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a Copy activity's source says of its files: {@code storeSettings} and {@code formatSettings}.
 *
 * @param skipLineCount lines that are not empty to pass over at the start of each delimited text
 * @param archiveAsFolder whether an archive's name becomes a folder in the paths of its entries
 */
public record FileReadSettings(FileSelection selection, int skipLineCount, boolean archiveAsFolder) {

    /** Source types that read files. */
    public static final List<String> SOURCE_TYPES =
            List.of("JsonSource", "DelimitedTextSource", "ParquetSource", "AvroSource", "OrcSource", "ExcelSource");

    private static final List<String> FORMAT_TYPES = List.of(
            "JsonReadSettings",
            "DelimitedTextReadSettings",
            "ParquetReadSettings",
            "AvroReadSettings",
            "OrcReadSettings",
            "ExcelReadSettings");

    /** Of activities that look at files, whatever is in them. */
    private static final List<String> ITEM_FORMAT_TYPES = Stream.concat(
                    FORMAT_TYPES.stream(), Stream.of("BinaryReadSettings", "ExcelReadSettings", "XmlReadSettings"))
            .toList();

    private static final List<String> COMPRESSION_TYPES =
            List.of("ZipDeflateReadSettings", "TarGZipReadSettings", "TarReadSettings");

    public FileReadSettings {
        Objects.requireNonNull(selection, "selection");
    }

    /**
     * Reads {@code storeSettings} and {@code formatSettings} of a source, finishes those, and leaves the
     * source itself to the caller, whose {@code additionalColumns} and the like it also has.
     */
    public static FileReadSettings of(Properties source) {
        return of(source, FORMAT_TYPES);
    }

    /** The same of an activity that looks at files; how XML is read makes no difference to it. */
    public static FileReadSettings ofItem(Properties activity) {
        return of(activity, ITEM_FORMAT_TYPES);
    }

    private static FileReadSettings of(Properties source, List<String> formatTypes) {
        int connections = source.integer("maxConcurrentConnections", 0, 0, Integer.MAX_VALUE);
        FileSelection selection = source.object("storeSettings")
                .map(settings -> FileSelection.of(settings, connections))
                .orElse(FileSelection.everything(connections));
        Optional<Properties> format = source.object("formatSettings");
        int skip = 0;
        boolean archiveAsFolder = true;
        if (format.isPresent()) {
            Properties settings = format.get();
            boolean usable = !TypeSetting.read(settings, PublishedTypes.FORMAT_READ_SETTINGS, formatTypes)
                    .unusable();
            skip = settings.integer("skipLineCount", 0, 0, Integer.MAX_VALUE);
            archiveAsFolder = settings.object("compressionProperties")
                    .map(FileReadSettings::archiveAsFolder)
                    .orElse(true);
            if (formatTypes.contains("XmlReadSettings")) {
                settings.ignore("validationMode", "detectDataType", "namespaces", "namespacePrefixes");
            }
            if (usable) {
                settings.finish();
            }
        }
        return new FileReadSettings(selection, skip, archiveAsFolder);
    }

    private static boolean archiveAsFolder(Properties compression) {
        TypeSetting.read(compression, PublishedTypes.COMPRESSION_SETTINGS, COMPRESSION_TYPES);
        boolean zip = compression.flag("preserveZipFileNameAsFolder", true);
        boolean tar = compression.flag("preserveCompressionFileNameAsFolder", true);
        compression.finish();
        return zip && tar;
    }
}
