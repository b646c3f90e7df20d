package io.cosmosdataflow.store.file;

import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.TypeSetting;
import io.cosmosdataflow.definition.published.PublishedTypes;
import io.cosmosdataflow.store.file.write.FilesWriter;
import io.cosmosdataflow.store.storage.FilePlacement;
import io.cosmosdataflow.store.storage.FilePlacement.CopyBehavior;
import io.cosmosdataflow.store.storage.PathGuard;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a Copy activity's sink says of its files: {@code storeSettings} and {@code formatSettings}.
 *
 * @param layout with Avro's record name and namespace as options
 * @param fileExtension of delimited text, with its dot; empty for the format's own
 * @param maxRowsPerFile 0 for no limit
 * @param fileNamePrefix empty for one that is made up
 * @param connections most tasks; 0 for no limit
 */
public record FileWriteSettings(
        CopyBehavior copyBehavior,
        FilesWriter.Layout layout,
        String fileExtension,
        int maxRowsPerFile,
        String fileNamePrefix,
        int connections) {

    /** Sink types that write files. */
    public static final List<String> SINK_TYPES =
            List.of("JsonSink", "DelimitedTextSink", "ParquetSink", "AvroSink", "OrcSink");

    /** Source: Avro 1.11 specification, "Names". */
    private static final String AVRO_NAME = "[A-Za-z_][A-Za-z0-9_]*";

    private static final List<String> FORMAT_TYPES = List.of(
            "JsonWriteSettings",
            "DelimitedTextWriteSettings",
            "ParquetWriteSettings",
            "AvroWriteSettings",
            "OrcWriteSettings");

    /** How documents stand in a file; the constants are Data Factory's values. */
    private enum FilePattern {
        setOfObjects,
        arrayOfObjects
    }

    public FileWriteSettings {
        Objects.requireNonNull(copyBehavior, "copyBehavior");
        Objects.requireNonNull(layout, "layout");
    }

    /**
     * Reads {@code storeSettings} and {@code formatSettings} of a sink, finishes those, and leaves the sink
     * itself to the caller.
     */
    public static FileWriteSettings of(Properties sink) {
        FilePlacement placement = FilePlacement.of(sink);
        Properties format = sink.object("formatSettings").orElse(null);
        if (format == null) {
            return new FileWriteSettings(
                    placement.copyBehavior(),
                    new FilesWriter.Layout(false, false, Map.of()),
                    "",
                    0,
                    "",
                    placement.connections());
        }
        TypeSetting.read(format, PublishedTypes.FORMAT_WRITE_SETTINGS, FORMAT_TYPES);
        PathGuard.check(format, "fileNamePrefix");
        PathGuard.check(format, "fileExtension");
        Map<String, String> options = new LinkedHashMap<>();
        avroName(format, "recordName", AVRO_NAME).ifPresent(text -> options.put("recordName", text));
        avroName(format, "recordNamespace", AVRO_NAME + "(?:\\." + AVRO_NAME + ")*+")
                .ifPresent(text -> options.put("recordNamespace", text));
        String extension = format.text("fileExtension", "");
        FileWriteSettings settings = new FileWriteSettings(
                placement.copyBehavior(),
                new FilesWriter.Layout(
                        format.choice("filePattern", FilePattern.setOfObjects) == FilePattern.arrayOfObjects,
                        format.flag("quoteAllText", false),
                        options),
                extension.isEmpty() || extension.startsWith(".") ? extension : "." + extension,
                format.integer("maxRowsPerFile", 0, 1, Integer.MAX_VALUE),
                format.text("fileNamePrefix", ""),
                placement.connections());
        format.finish();
        return settings;
    }

    private static Optional<String> avroName(Properties format, String property, String pattern) {
        return format.text(property)
                .filter(text -> !text.isEmpty())
                .flatMap(text -> text.matches(pattern)
                        ? Optional.of(text)
                        : format.notAllowed(property, text, List.of("letters, digits and '_', no digit first")));
    }
}
