package io.cosmosdataflow.store.file.format;

import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.store.file.format.FileFormat.Columnar;
import io.cosmosdataflow.store.file.format.FileFormat.DelimitedText;
import io.cosmosdataflow.store.file.format.FileFormat.Delimiters;
import io.cosmosdataflow.store.storage.FileLocation;
import io.cosmosdataflow.store.storage.FileSelection;
import io.cosmosdataflow.store.storage.ModifiedTime;
import io.cosmosdataflow.store.storage.PathGuard;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A dataset of the model before 2019, whose type is that of a store, as the {@link FileDataset} that it means, and what
 * newer datasets leave to sources and sinks. Source: Microsoft Learn, supported-file-formats-and-compression-codecs-
 * legacy, and "Legacy dataset model" of connector-azure-blob-storage, connector-azure-data-lake-storage,
 * connector-azure-data-lake-store, connector-file-system, connector-amazon-simple-storage-service, connector-http.
 *
 * @param selection the files that its wildcards, prefix and times choose
 * @param skipLineCount lines that are not empty to pass over at the start of each delimited text
 * @param arrayOfObjects whether documents are written as one array
 * @param nestingSeparator of names of nested members; empty but for JSON
 */
public record LegacyDataset(
        FileDataset files,
        FileSelection selection,
        int skipLineCount,
        boolean arrayOfObjects,
        String nestingSeparator) {

    /** Types of datasets to the beginning of the types of their sources and sinks. */
    private static final Map<String, String> ENDS = ends();

    /** Types of datasets. */
    public static final List<String> TYPES = List.copyOf(ENDS.keySet());

    private static final List<String> FORMATS =
            List.of("TextFormat", "JsonFormat", "ParquetFormat", "AvroFormat", "OrcFormat");

    private static final String S3 = "AmazonS3Object";

    /** What a server answers; where it is, is said by a request. */
    private static final String HTTP = "HttpFile";

    /** How documents stand in a file; the constants are Data Factory's values. */
    private enum FilePattern {
        setOfObjects,
        arrayOfObjects
    }

    public LegacyDataset {
        Objects.requireNonNull(files, "files");
        Objects.requireNonNull(selection, "selection");
        Objects.requireNonNull(nestingSeparator, "nestingSeparator");
    }

    public static boolean is(String datasetType) {
        return TYPES.stream().anyMatch(datasetType::equalsIgnoreCase);
    }

    /** Whether it is a file of a server that is asked over HTTP. */
    public static boolean isHttp(String datasetType) {
        return datasetType.equalsIgnoreCase(HTTP);
    }

    /** The type of the source that goes with a legacy dataset. */
    public static String source(String datasetType) {
        return end(datasetType) + "Source";
    }

    /** The type of the sink; empty where Data Factory has none. */
    public static Optional<String> sink(String datasetType) {
        return datasetType.equalsIgnoreCase(S3) || isHttp(datasetType)
                ? Optional.empty()
                : Optional.of(end(datasetType) + "Sink");
    }

    private static String end(String datasetType) {
        return ENDS.entrySet().stream()
                .filter(each -> each.getKey().equalsIgnoreCase(datasetType))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    /**
     * Reads and finishes {@code typeProperties}.
     *
     * @param type one of {@link #TYPES}
     * @return empty if issues say why
     */
    public static Optional<LegacyDataset> of(String type, Properties properties) {
        boolean s3 = type.equalsIgnoreCase(S3);
        boolean contained = s3 || type.equalsIgnoreCase("AzureBlob") || type.equalsIgnoreCase("AzureBlobFSFile");
        if (isHttp(type)) {
            properties.ignore("relativeUrl", "requestMethod", "requestBody", "additionalHeaders");
            return inFormat(type, properties, FileLocation.NONE, "", ModifiedTime.ANY);
        }
        FileLocation place = s3 ? object(properties) : file(properties, contained);
        ModifiedTime modified = ModifiedTime.of(properties, "modifiedDatetimeStart", "modifiedDatetimeEnd");
        if (!properties.objects("partitionedBy").isEmpty()) {
            properties.unsupported(
                    "partitionedBy", "slices are of Data Factory's first version; put an expression into 'folderPath'");
        }
        properties.unsupported("fileFilter", "it is a filter of Windows file servers; put wildcards into 'fileName'");
        properties.unsupported("version", "only the current version of an object is read");
        properties.ignore("tableRootLocation");
        return inFormat(type, properties, place, s3 ? properties.text("prefix", "") : "", modified);
    }

    private static Optional<LegacyDataset> inFormat(
            String type, Properties properties, FileLocation place, String prefix, ModifiedTime modified) {
        Compression compression = Compression.of(properties.object("compression"), "type", "level");
        Optional<Properties> format = properties.object("format");
        if (!properties.present("format")) {
            noFormat(type, properties);
        }
        properties.finish();
        return format.flatMap(each -> {
            int skip = each.integer("skipLineCount", 0, 0, Integer.MAX_VALUE);
            boolean array = each.choice("filePattern", FilePattern.setOfObjects) == FilePattern.arrayOfObjects;
            Optional<FileFormat> known = format(each, compression);
            String separator = known.filter(FileFormat.Json.class::isInstance)
                    .map(json -> each.text("nestingSeparator", "."))
                    .orElse("");
            each.ignore("nestingSeparator").finish();
            return known.map(found -> new LegacyDataset(
                    new FileDataset(found, fixed(place)), selection(place, prefix, modified), skip, array, separator));
        });
    }

    private static void noFormat(String type, Properties properties) {
        properties
                .issues()
                .error(
                        ErrorCode.UnsupportedDataset,
                        properties.span(),
                        "A dataset of type '" + type + "' without 'format', as " + properties.owner()
                                + ", is for copies of files as they are, which this version does not do.",
                        "Name the format of the files, for instance {\"type\": \"TextFormat\"}.");
    }

    private static FileLocation file(Properties properties, boolean contained) {
        PathGuard.check(properties, "folderPath");
        PathGuard.check(properties, "fileName");
        String path = FileLocation.trimmed(
                contained ? properties.requiredText("folderPath") : properties.text("folderPath", ""));
        String name = properties.text("fileName", "");
        if (!contained) {
            return new FileLocation("", path, name);
        }
        int slash = path.indexOf('/');
        return slash < 0
                ? new FileLocation(path, "", name)
                : new FileLocation(path.substring(0, slash), path.substring(slash + 1), name);
    }

    private static FileLocation object(Properties properties) {
        PathGuard.check(properties, "bucketName");
        PathGuard.check(properties, "key");
        PathGuard.check(properties, "prefix");
        String key = properties.text("key", "").replace('\\', '/');
        int slash = key.lastIndexOf('/');
        return new FileLocation(
                properties.requiredText("bucketName"),
                slash < 0 ? "" : key.substring(0, slash),
                key.substring(slash + 1));
    }

    private static boolean wild(String name) {
        return name.contains("*") || name.contains("?");
    }

    /** What of a place has no wildcards. */
    private static FileLocation fixed(FileLocation place) {
        return wild(place.folder())
                ? new FileLocation(place.container(), "", "")
                : new FileLocation(place.container(), place.folder(), wild(place.file()) ? "" : place.file());
    }

    private static FileSelection selection(FileLocation place, String prefix, ModifiedTime modified) {
        String folder = wild(place.folder()) ? place.folder() : "";
        boolean byName = !folder.isEmpty() || wild(place.file());
        String name = byName ? place.file() : "";
        return new FileSelection(true, folder, name, prefix, "", modified, Optional.empty(), 0);
    }

    private static Optional<FileFormat> format(Properties format, Compression compression) {
        String type = format.requiredText("type");
        return switch (type.toLowerCase(Locale.ROOT)) {
            case "textformat" -> Optional.of(text(format, compression));
            case "jsonformat" -> Optional.of(json(format, compression));
            case "parquetformat" -> Optional.of(new Columnar(Columnar.Kind.PARQUET, "snappy", Columnar.DEFAULT_LEVEL));
            case "avroformat" -> Optional.of(new Columnar(Columnar.Kind.AVRO, "uncompressed", Columnar.DEFAULT_LEVEL));
            case "orcformat" -> Optional.of(new Columnar(Columnar.Kind.ORC, "zlib", Columnar.DEFAULT_LEVEL));
            default -> type.isBlank() ? Optional.empty() : format.notAllowed("type", type, FORMATS);
        };
    }

    private static FileFormat json(Properties format, Compression compression) {
        String advice = "map the fields in the 'translator' of the activity, with its 'collectionReference'";
        format.unsupported("jsonNodeReference", advice);
        format.unsupported("jsonPathDefinition", advice);
        return new FileFormat.Json(TextEncoding.of(format), compression);
    }

    /** Nulls are {@code \N} and {@code NULL} on reading, {@code \N} on writing, unless there is a text for them. */
    private static FileFormat text(Properties format, Compression compression) {
        Optional<String> nullValue = format.text("nullValue");
        String column = format.text("columnDelimiter", ",");
        DelimitedText text = new DelimitedText(
                TextEncoding.of(format),
                compression,
                new Delimiters(
                        column.isEmpty() ? "," : column,
                        format.text("rowDelimiter", ""),
                        CopyFormat.single(format, "quoteChar", ""),
                        CopyFormat.single(format, "escapeChar", "")),
                format.flag("firstRowAsHeader", false),
                nullValue.orElse("\\N"));
        return text.alsoNull(nullValue.isEmpty() ? List.of("NULL") : List.of())
                .emptyAsNull(format.flag("treatEmptyAsNull", true));
    }

    private static Map<String, String> ends() {
        Map<String, String> ends = new LinkedHashMap<>();
        ends.put("AzureBlob", "Blob");
        ends.put("AzureBlobFSFile", "AzureBlobFS");
        ends.put("AzureDataLakeStoreFile", "AzureDataLakeStore");
        ends.put("FileShare", "FileSystem");
        ends.put(S3, "FileSystem");
        ends.put(HTTP, "Http");
        return ends;
    }
}
