package io.cosmosdataflow.store.file.format;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.commons.lang3.StringUtils;

/**
 * How the bytes of a file hold rows or documents. Source: Microsoft Learn, format-json,
 * format-delimited-text, format-parquet, format-avro, format-orc.
 */
public sealed interface FileFormat extends Serializable permits FileFormat.Text, FileFormat.Columnar {

    /** With its dot, and with the compression's own behind it: {@code .json.gz}. */
    String extension();

    /** Formats that are read as a stream of bytes or characters, and may be compressed as a whole. */
    sealed interface Text extends FileFormat permits Json, DelimitedText, Xml, Sheet {

        TextEncoding encoding();

        Compression compression();

        /** Whether its rows have columns; else they are documents. */
        default boolean tabular() {
            return false;
        }

        /** Whether its first row names the columns. */
        default boolean header() {
            return false;
        }

        /** Whether a file is in memory as a whole while it is read. */
        default boolean whole() {
            return false;
        }
    }

    /** @param dialect what is allowed beyond JSON's own rules */
    record Json(TextEncoding encoding, Compression compression, JsonDialect dialect) implements Text {

        public Json {
            Objects.requireNonNull(encoding, "encoding");
            Objects.requireNonNull(compression, "compression");
            Objects.requireNonNull(dialect, "dialect");
        }

        public Json(TextEncoding encoding, Compression compression) {
            this(encoding, compression, JsonDialect.STRICT);
        }

        @Override
        public String extension() {
            return ".json" + compression.codec().extension();
        }
    }

    /**
     * XML, read only: a file is a document of its own.
     *
     * @param nullValue the text that stands for null
     * @param names how elements and attributes are named
     * @param shape what is known of the documents' structure
     */
    record Xml(TextEncoding encoding, Compression compression, String nullValue, XmlNames names, XmlShape shape)
            implements Text {

        public Xml {
            Objects.requireNonNull(encoding, "encoding");
            Objects.requireNonNull(compression, "compression");
            Objects.requireNonNull(nullValue, "nullValue");
            Objects.requireNonNull(names, "names");
            Objects.requireNonNull(shape, "shape");
        }

        /** As a copy reads it; see {@link XmlShape#typed}. */
        public Xml reading(XmlNames named, boolean typed) {
            XmlShape known = new XmlShape(shape.schema(), shape.lists(), shape.objects(), shape.survey(), typed);
            return new Xml(encoding, compression, nullValue, named, known);
        }

        public Xml withShape(XmlShape known) {
            return new Xml(encoding, compression, nullValue, names, known);
        }

        @Override
        public boolean whole() {
            return true;
        }

        @Override
        public String extension() {
            return ".xml" + compression.codec().extension();
        }
    }

    /**
     * A worksheet of an Excel workbook, read only.
     *
     * @param sheetName empty if the index counts
     * @param sheetIndex from 0
     * @param range as {@code A3}, {@code A3:H5}; empty for the whole sheet
     * @param nullValue the text that stands for null
     * @param lenient as mapping data flows read: columns without a name are {@code _col0_} and on
     */
    record Sheet(
            Compression compression,
            String sheetName,
            int sheetIndex,
            String range,
            boolean header,
            String nullValue,
            boolean lenient)
            implements Text {

        public Sheet {
            Objects.requireNonNull(compression, "compression");
            Objects.requireNonNull(sheetName, "sheetName");
            Objects.requireNonNull(range, "range");
            Objects.requireNonNull(nullValue, "nullValue");
        }

        /** A workbook is no text; its bytes pass as they are. */
        @Override
        public TextEncoding encoding() {
            return TextEncoding.UTF_8;
        }

        @Override
        public boolean tabular() {
            return true;
        }

        @Override
        public boolean whole() {
            return true;
        }

        @Override
        public String extension() {
            return ".xlsx" + compression.codec().extension();
        }
    }

    /**
     * What stands between values, and what makes that plain.
     *
     * @param column one or more characters; empty if a row is one value
     * @param row empty for the default: any line end on read, CR LF on write
     * @param quote empty for none
     * @param escape empty for none
     */
    record Delimiters(String column, String row, String quote, String escape) implements Serializable {

        public Delimiters {
            Objects.requireNonNull(column, "column");
            Objects.requireNonNull(row, "row");
            Objects.requireNonNull(quote, "quote");
            Objects.requireNonNull(escape, "escape");
        }
    }

    /**
     * @param nullValue the text that stands for null; an unquoted one only
     * @param multiLine whether a quoted value may go over several lines
     * @param lenient as mapping data flows read: values beyond the columns are dropped, columns without a name
     *     are {@code _col0_} and on
     * @param alsoNull texts beside the null value that stand for null on reading, quoted or not
     */
    record DelimitedText(
            TextEncoding encoding,
            Compression compression,
            Delimiters delimiters,
            boolean header,
            String nullValue,
            boolean multiLine,
            boolean lenient,
            List<String> alsoNull)
            implements Text {

        public DelimitedText {
            Objects.requireNonNull(encoding, "encoding");
            Objects.requireNonNull(compression, "compression");
            Objects.requireNonNull(delimiters, "delimiters");
            alsoNull = List.copyOf(alsoNull);
        }

        /** With the null value alone. */
        public DelimitedText(
                TextEncoding encoding,
                Compression compression,
                Delimiters delimiters,
                boolean header,
                String nullValue,
                boolean multiLine,
                boolean lenient) {
            this(encoding, compression, delimiters, header, nullValue, multiLine, lenient, List.of());
        }

        public DelimitedText alsoNull(List<String> texts) {
            return new DelimitedText(encoding, compression, delimiters, header, nullValue, multiLine, lenient, texts);
        }

        /** Whether the empty text is null on reading, beside the other texts. */
        public DelimitedText emptyAsNull(boolean empty) {
            Stream<String> others = alsoNull.stream().filter(text -> !text.isEmpty());
            return alsoNull(Stream.concat(others, empty ? Stream.of("") : Stream.empty())
                    .toList());
        }

        public DelimitedText withHeader() {
            return new DelimitedText(encoding, compression, delimiters, true, nullValue, multiLine, lenient, alsoNull);
        }

        /** As the Copy activity reads and writes. */
        public DelimitedText(
                TextEncoding encoding,
                Compression compression,
                Delimiters delimiters,
                boolean header,
                String nullValue) {
            this(encoding, compression, delimiters, header, nullValue, true, false);
        }

        @Override
        public boolean tabular() {
            return true;
        }

        @Override
        public String extension() {
            return ".txt" + compression.codec().extension();
        }
    }

    /** @param codec a name that Spark's writer of the kind knows */
    record Columnar(Kind kind, String codec, int level) implements FileFormat {

        /** A level that leaves the choice to the writer. */
        public static final int DEFAULT_LEVEL = -1;

        public Columnar {
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(codec, "codec");
        }

        @Override
        public String extension() {
            return "." + kind.format;
        }

        /** The columnar and row group formats, each with the reader and writer of Spark. */
        public enum Kind {
            PARQUET("parquet", "compressionCodec", "snappy", List.of("none", "gzip", "snappy", "lzo")),
            AVRO("avro", "avroCompressionCodec", "none", List.of("none", "deflate", "snappy")),
            ORC("orc", "orcCompressionCodec", "snappy", List.of("none", "zlib", "snappy", "lzo"));

            private final String format;
            final String codecProperty;
            final String defaultCodec;
            final List<String> codecs;

            Kind(String format, String codecProperty, String defaultCodec, List<String> codecs) {
                this.format = format;
                this.codecProperty = codecProperty;
                this.defaultCodec = defaultCodec;
                this.codecs = codecs;
            }

            /** Spark's name of it. */
            public String format() {
                return format;
            }

            /** For messages: {@code Parquet}. */
            public String shown() {
                return this == ORC ? "ORC" : datasetType();
            }

            String datasetType() {
                return StringUtils.capitalize(format);
            }
        }
    }
}
