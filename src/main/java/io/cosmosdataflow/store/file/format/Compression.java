package io.cosmosdataflow.store.file.format;

import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.TypeSetting;
import io.cosmosdataflow.definition.published.PublishedTypes;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** How a text file is compressed as a whole. */
public record Compression(Codec codec, Level level) implements Serializable {

    public static final Compression NONE = new Compression(Codec.NONE, Level.Optimal);

    private static final List<String> READ_SETTINGS =
            List.of("ZipDeflateReadSettings", "TarGZipReadSettings", "TarReadSettings");

    public Compression {
        Objects.requireNonNull(codec, "codec");
        Objects.requireNonNull(level, "level");
    }

    static Compression of(Optional<Properties> from, String codecName, String levelName) {
        return from.map(properties -> {
                    String name = properties.text(codecName, "");
                    Codec codec = name.isEmpty()
                            ? Codec.NONE
                            : Codec.find(name).orElseGet(() -> properties
                                    .<Codec>notAllowed(codecName, name, Codec.names())
                                    .orElse(Codec.NONE));
                    Compression compression = new Compression(codec, properties.choice(levelName, Level.Optimal));
                    if (codecName.equals("type")) {
                        properties.finish();
                    }
                    return compression;
                })
                .orElse(NONE);
    }

    /** Whether an archive's name becomes a folder in the paths of its files, as {@code formatSettings} of a source say. */
    public static boolean archiveAsFolder(Properties formatSettings) {
        return formatSettings
                .object("compressionProperties")
                .map(compression -> {
                    TypeSetting.read(compression, PublishedTypes.COMPRESSION_SETTINGS, READ_SETTINGS);
                    boolean zip = compression.flag("preserveZipFileNameAsFolder", true);
                    boolean tar = compression.flag("preserveCompressionFileNameAsFolder", true);
                    compression.finish();
                    return zip && tar;
                })
                .orElse(true);
    }

    /** Data Factory's two levels. */
    public enum Level {
        Optimal,
        Fastest
    }

    /** Data Factory's codecs for text files. */
    public enum Codec {
        NONE("none", "", true),
        BZIP2("bzip2", ".bz2", true),
        GZIP("gzip", ".gz", true),
        DEFLATE("deflate", ".deflate", true),
        ZIP_DEFLATE("ZipDeflate", ".zip", false),
        TAR_GZIP("TarGzip", ".tar.gz", false),
        TAR("Tar", ".tar", false),
        SNAPPY("snappy", ".snappy", true),
        LZ4("lz4", ".lz4", true);

        private final String text;
        private final String extension;
        private final boolean joinable;

        Codec(String text, String extension, boolean joinable) {
            this.text = text;
            this.extension = extension;
            this.joinable = joinable;
        }

        static Optional<Codec> find(String name) {
            return Arrays.stream(values())
                    .filter(codec -> codec.text.equalsIgnoreCase(name))
                    .findFirst();
        }

        static List<String> names() {
            return Arrays.stream(values()).map(codec -> codec.text).toList();
        }

        /** Data Factory's name. */
        String shown() {
            return text;
        }

        public String extension() {
            return extension;
        }

        /** Whether compressed pieces, one behind the other, are the compressed whole. */
        public boolean joinable() {
            return joinable;
        }

        /** Whether one file holds several. */
        public boolean archive() {
            return this == ZIP_DEFLATE || this == TAR_GZIP || this == TAR;
        }
    }
}
