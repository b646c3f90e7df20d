package io.cosmosdataflow.store.file;

import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.TypeSetting;
import io.cosmosdataflow.definition.published.PublishedTypes;
import io.cosmosdataflow.store.file.format.Compression;
import io.cosmosdataflow.store.file.format.XmlNames;
import io.cosmosdataflow.store.storage.FileSelection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What a Copy activity's source says of its files: {@code storeSettings} and {@code formatSettings}.
 *
 * @param skipLineCount lines that are not empty to pass over at the start of each delimited text
 * @param archiveAsFolder whether an archive's name becomes a folder in the paths of its entries
 * @param xmlNames how elements and attributes of XML are named
 * @param detectTypes whether numbers and booleans of XML are values of these types, else texts
 */
public record FileReadSettings(
        FileSelection selection, int skipLineCount, boolean archiveAsFolder, XmlNames xmlNames, boolean detectTypes) {

    /** Source types that read files. */
    public static final List<String> SOURCE_TYPES = List.of(
            "JsonSource",
            "DelimitedTextSource",
            "ParquetSource",
            "AvroSource",
            "OrcSource",
            "ExcelSource",
            "XmlSource");

    private static final List<String> FORMAT_TYPES = List.of(
            "JsonReadSettings",
            "DelimitedTextReadSettings",
            "ParquetReadSettings",
            "AvroReadSettings",
            "OrcReadSettings",
            "ExcelReadSettings",
            "XmlReadSettings");

    /** Of activities that look at files, whatever is in them. */
    private static final List<String> ITEM_FORMAT_TYPES = Stream.concat(
                    FORMAT_TYPES.stream(), Stream.of("BinaryReadSettings"))
            .toList();

    public FileReadSettings {
        Objects.requireNonNull(selection, "selection");
        Objects.requireNonNull(xmlNames, "xmlNames");
    }

    /** The same of other files. */
    FileReadSettings with(FileSelection others) {
        return new FileReadSettings(others, skipLineCount, archiveAsFolder, xmlNames, detectTypes);
    }

    /** As without settings of a format. */
    public static FileReadSettings of(FileSelection selection) {
        return new FileReadSettings(selection, 0, true, XmlNames.QUALIFIED, true);
    }

    /**
     * Reads {@code storeSettings} and {@code formatSettings} of a source, finishes those, and leaves the
     * source itself to the caller, whose {@code additionalColumns} and the like it also has.
     */
    public static FileReadSettings of(Properties source) {
        return of(source, FORMAT_TYPES);
    }

    /** The same of an activity that looks at files, whatever is in them. */
    public static FileReadSettings ofItem(Properties activity) {
        return of(activity, ITEM_FORMAT_TYPES);
    }

    private static FileReadSettings of(Properties source, List<String> formatTypes) {
        int connections = source.integer("maxConcurrentConnections", 0, 0, Integer.MAX_VALUE);
        FileSelection selection = source.object("storeSettings")
                .map(settings -> FileSelection.of(keepingFiles(settings), connections))
                .orElse(FileSelection.everything(connections));
        return ofFormat(source, selection, formatTypes);
    }

    /** As {@link #of(Properties)}, of files that {@code storeSettings} do not choose. */
    static FileReadSettings of(Properties source, FileSelection selection) {
        return ofFormat(source, selection, FORMAT_TYPES);
    }

    private static FileReadSettings ofFormat(Properties source, FileSelection selection, List<String> formatTypes) {
        return source.object("formatSettings")
                .map(settings -> of(selection, settings, formatTypes))
                .orElse(of(selection));
    }

    private static FileReadSettings of(FileSelection selection, Properties format, List<String> formatTypes) {
        boolean usable = !TypeSetting.read(format, PublishedTypes.FORMAT_READ_SETTINGS, formatTypes)
                .unusable();
        FileReadSettings settings = new FileReadSettings(
                selection,
                format.integer("skipLineCount", 0, 0, Integer.MAX_VALUE),
                Compression.archiveAsFolder(format),
                XmlNames.of(format),
                format.flag("detectDataType", true));
        if (usable) {
            format.finish();
        }
        return settings;
    }

    private static Properties keepingFiles(Properties store) {
        return store.flag("deleteFilesAfterCompletion", false)
                ? store.unsupported("deleteFilesAfterCompletion", "Data Factory deletes files of Binary copies only")
                : store;
    }
}
