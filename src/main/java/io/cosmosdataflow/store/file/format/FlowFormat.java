package io.cosmosdataflow.store.file.format;

import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.store.file.format.FileFormat.Columnar;
import io.cosmosdataflow.store.file.format.FileFormat.DelimitedText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Formats as mapping data flows have them: of a dataset, with options in the script; or inline, with all of it in
 * the script. Source: Microsoft Learn, mapping data flow properties of format-delimited-text, format-json,
 * format-xml, format-excel, format-parquet, format-avro, format-orc.
 */
public final class FlowFormat {

    /** Inline formats to the type of the dataset that would say the same. */
    private static final Map<String, String> INLINE = inline();

    /** Formats that a script may name in place of a dataset. */
    public static final List<String> INLINE_FORMATS = List.copyOf(INLINE.keySet());

    /** Dataset types that data flows read; Excel and XML are read only. */
    public static final List<String> DATASET_TYPES = List.copyOf(INLINE.values());

    private FlowFormat() {}

    /** How documents stand in a JSON file; all forms are recognised on read, whatever is written here. */
    private enum DocumentForm {
        documentPerLine,
        singleDocument,
        arrayOfDocuments
    }

    /** Dataset type of an inline format; empty if it is not one of files. */
    public static Optional<String> datasetType(String inlineFormat) {
        return Optional.ofNullable(INLINE.get(inlineFormat.toLowerCase(Locale.ROOT)));
    }

    /** Reads a format, but finishes nothing. */
    @FunctionalInterface
    public interface Reader {

        /**
         * @param format settings of the format: the dataset's {@code typeProperties}, or the script's properties
         * @param script the script's properties
         * @return empty if an issue says why
         */
        Optional<FileFormat> read(String datasetType, Properties format, Properties script);
    }

    /** The {@link Reader} of sources. */
    public static Optional<FileFormat> source(String datasetType, Properties format, Properties script) {
        return of(datasetType, format, script, "");
    }

    /** The {@link Reader} of sinks. */
    public static Optional<FileFormat> sink(String datasetType, Properties format, Properties script) {
        if (!CopyFormat.READ_ONLY.contains(datasetType)) {
            return of(datasetType, format, script, "\n");
        }
        format.issues()
                .error(
                        ErrorCode.UnsupportedDataset,
                        format.span(),
                        "Dataset type '" + datasetType + "' of " + format.owner()
                                + " is read only, in Data Factory too.",
                        "Write one of DelimitedText, Json, Parquet, Avro, Orc, or Delta inline.");
        return Optional.empty();
    }

    private static Optional<FileFormat> of(String datasetType, Properties format, Properties script, String lineEnd) {
        return switch (datasetType) {
            case "Json" -> Optional.of(json(format, script));
            case "DelimitedText" -> Optional.of(delimited(format, script, lineEnd));
            case "Xml" -> Optional.of(xml(format, script));
            case "Excel" -> Optional.of(sheet(format));
            default -> CopyFormat.columnar(datasetType, format, DATASET_TYPES)
                    .map(columnar -> withInlineCodec(columnar, format));
        };
    }

    /** Whether documents of a sink stand in one array. */
    public static boolean array(Properties script) {
        return form(script) == DocumentForm.arrayOfDocuments;
    }

    private static DocumentForm form(Properties script) {
        script.ignore("singleDocument");
        return script.choice("documentForm", DocumentForm.documentPerLine);
    }

    private static FileFormat json(Properties format, Properties script) {
        form(script);
        // the docs' own table says asComments where scripts have hasComments
        boolean comments = script.flag("hasComments", false) | script.flag("asComments", false);
        return new FileFormat.Json(
                encoding(format),
                compression(format),
                new JsonDialect(
                        script.flag("unquotedColumnNames", false),
                        comments,
                        script.flag("singleQuoted", false),
                        script.flag("backslashEscape", false)));
    }

    private static FileFormat delimited(Properties format, Properties script, String lineEnd) {
        String row = format.text("rowDelimiter", "");
        if (row.isEmpty() && format.text("rowDelimiter").isPresent()) {
            format.unsupported("rowDelimiter", "a whole file as one value is not read");
        }
        boolean header = format.flag("firstRowAsHeader", false) | format.flag("columnNamesAsHeader", false);
        return new DelimitedText(
                encoding(format),
                compression(format),
                CopyFormat.delimiters(format, format.text("columnDelimiter", ","), row.isEmpty() ? lineEnd : row),
                header,
                format.text("nullValue", ""),
                script.flag("multiLineRow", false) | script.flag("multiLine", false),
                true);
    }

    private static FileFormat xml(Properties format, Properties script) {
        return new FileFormat.Xml(
                encoding(format),
                compression(format),
                format.text("nullValue", ""),
                XmlNames.of(script),
                XmlShape.of(new org.apache.spark.sql.types.StructType()));
    }

    private static FileFormat sheet(Properties format) {
        boolean header = format.flag("firstRowAsHeader", false) | format.flag("columnNamesAsHeader", false);
        return CopyFormat.sheet(format, compression(format), header, true);
    }

    /** Inline, the codec has the name that it has for texts. */
    private static FileFormat withInlineCodec(Columnar columnar, Properties format) {
        String codec = format.text("compressionType", "").toLowerCase(Locale.ROOT);
        if (codec.isEmpty() || codec.equals("none")) {
            return columnar;
        }
        if (!columnar.kind().codecs.contains(codec)) {
            format.notAllowed("compressionType", codec, columnar.kind().codecs);
            return columnar;
        }
        return new Columnar(columnar.kind(), codec, columnar.level());
    }

    private static TextEncoding encoding(Properties format) {
        return format.text("encoding", "").isEmpty() ? TextEncoding.of(format) : TextEncoding.of(format, "encoding");
    }

    /** Three ways to say it: of an object, of a delimited text's dataset, of a script. */
    private static Compression compression(Properties format) {
        Compression dataset = Compression.of(format.object("compression"), "type", "level");
        if (!dataset.equals(Compression.NONE)) {
            return dataset;
        }
        String name = format.text("compressionType", "").isEmpty() ? "compressionCodec" : "compressionType";
        return Compression.of(Optional.of(format), name, "compressionLevel");
    }

    private static Map<String, String> inline() {
        Map<String, String> types = new LinkedHashMap<>();
        types.put("delimited", "DelimitedText");
        types.put("json", "Json");
        types.put("parquet", "Parquet");
        types.put("avro", "Avro");
        types.put("orc", "Orc");
        types.put("excel", "Excel");
        types.put("xml", "Xml");
        return types;
    }
}
