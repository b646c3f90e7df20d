package io.cosmosdataflow.store.file.format;

import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.store.file.format.FileFormat.Columnar;
import io.cosmosdataflow.store.file.format.FileFormat.DelimitedText;
import io.cosmosdataflow.store.file.format.FileFormat.Delimiters;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;

/** Formats as datasets of the Copy activity have them, and what data flows say in the same words. */
final class CopyFormat {

    /** The dataset types that {@link #of} knows. */
    static final List<String> DATASET_TYPES =
            List.of("Json", "DelimitedText", "Parquet", "Avro", "Orc", "Excel", "Xml");

    /** The dataset types that Data Factory writes nothing to, in data flows neither. */
    static final List<String> READ_ONLY = List.of("Xml", "Excel");

    private CopyFormat() {}

    /**
     * Reads the format's settings, but not {@code location}; the caller finishes {@code properties}.
     *
     * @return empty if the type is none of {@link #DATASET_TYPES}; then an issue says so
     */
    static Optional<FileFormat> of(String datasetType, Properties properties) {
        return switch (datasetType) {
            case "Json" -> Optional.of(new FileFormat.Json(
                    TextEncoding.of(properties), Compression.of(properties.object("compression"), "type", "level")));
            case "DelimitedText" -> Optional.of(delimited(properties));
            case "Xml" -> Optional.of(new FileFormat.Xml(
                    TextEncoding.of(properties),
                    Compression.of(properties.object("compression"), "type", "level"),
                    properties.text("nullValue", ""),
                    XmlNames.QUALIFIED,
                    XmlShape.of(new StructType())));
            case "Excel" -> Optional.of(sheet(
                    properties,
                    Compression.of(properties.object("compression"), "type", "level"),
                    properties.flag("firstRowAsHeader", false),
                    false));
            default -> columnar(datasetType, properties, DATASET_TYPES).map(format -> format);
        };
    }

    /** @param lenient see {@link FileFormat.Sheet} */
    static FileFormat.Sheet sheet(Properties properties, Compression compression, boolean header, boolean lenient) {
        String range = properties.text("range", "");
        if (!range.isEmpty() && !range.matches("(?i)[A-Z]{1,3}\\d{1,7}(:[A-Z]{1,3}\\d{1,7})?")) {
            properties.notAllowed("range", range, List.of("A3", "A3:H5"));
            range = "";
        }
        return new FileFormat.Sheet(
                compression,
                properties.text("sheetName", ""),
                properties.integer("sheetIndex", 0, 0, Integer.MAX_VALUE),
                range,
                header,
                properties.text("nullValue", ""),
                lenient);
    }

    private static DelimitedText delimited(Properties properties) {
        String delimiter = properties.text("columnDelimiter", ",");
        if (delimiter.isEmpty()) {
            properties.unsupported("columnDelimiter", "the Copy activity needs one");
        }
        String row = properties.text("rowDelimiter", "");
        if (row.isEmpty() && properties.text("rowDelimiter").isPresent()) {
            properties.unsupported("rowDelimiter", "an empty one works in mapping data flows only");
        }
        return new DelimitedText(
                TextEncoding.of(properties),
                Compression.of(Optional.of(properties), "compressionCodec", "compressionLevel"),
                delimiters(properties, delimiter.isEmpty() ? "," : delimiter, row),
                properties.flag("firstRowAsHeader", false),
                properties.text("nullValue", ""));
    }

    static Delimiters delimiters(Properties properties, String column, String row) {
        String quote = single(properties, "quoteChar", "\"");
        return new Delimiters(column, row, quote, single(properties, "escapeChar", "\\"));
    }

    static String single(Properties properties, String name, String otherwise) {
        String text = properties.text(name, otherwise);
        if (text.codePointCount(0, text.length()) > 1) {
            properties.notAllowed(name, text, List.of("one character", "an empty text for none"));
            return otherwise;
        }
        return text;
    }

    /**
     * @param known dataset types
     * @return empty if the type is none of a columnar format; then an issue says so
     */
    static Optional<Columnar> columnar(String datasetType, Properties properties, List<String> known) {
        Optional<Columnar.Kind> kind = Arrays.stream(Columnar.Kind.values())
                .filter(each -> each.datasetType().equals(datasetType))
                .findFirst();
        if (kind.isEmpty()) {
            properties
                    .issues()
                    .unsupported(
                            ErrorCode.UnsupportedDataset,
                            properties.span(),
                            "Dataset type " + datasetType,
                            "Dataset type '" + datasetType + "' is not a file format of this version.",
                            "Known: " + String.join(", ", known) + ".");
        }
        return kind.map(each -> columnar(each, properties));
    }

    private static Columnar columnar(Columnar.Kind kind, Properties properties) {
        String codec = properties
                .text(kind.codecProperty)
                .filter(text -> !text.isEmpty())
                .map(text -> text.toLowerCase(Locale.ROOT))
                .orElse(kind.defaultCodec);
        properties.ignore("compressionLevel", "orcCompressionLevel");
        int level = Columnar.DEFAULT_LEVEL;
        if (kind == Columnar.Kind.AVRO) {
            level = properties.integer("avroCompressionLevel", Columnar.DEFAULT_LEVEL, 1, 9);
        }
        if (!kind.codecs.contains(codec)) {
            properties.notAllowed(kind.codecProperty, codec, kind.codecs);
            codec = kind.defaultCodec;
        }
        if (kind == Columnar.Kind.PARQUET && codec.equals("lzo")) {
            properties.unsupported(kind.codecProperty, "Spark ships no LZO codec for Parquet");
            codec = kind.defaultCodec;
        }
        return new Columnar(kind, codec.equals("none") ? "uncompressed" : codec, level);
    }
}
