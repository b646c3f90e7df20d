package io.cosmosdataflow.store.file.format;

import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.store.file.format.Compression.Codec;
import io.cosmosdataflow.store.storage.FileLocation;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A dataset of files whose content is not looked into, but for their compression.
 *
 * <p>Source: Microsoft Learn, format-binary, dataset properties.
 */
public record BinaryDataset(FileLocation location, Compression compression) {

    public static final String TYPE = "Binary";

    private static final Set<Codec> CODECS = EnumSet.complementOf(EnumSet.of(Codec.SNAPPY, Codec.LZ4));

    public BinaryDataset {
        Objects.requireNonNull(location, "location");
        Objects.requireNonNull(compression, "compression");
    }

    /**
     * Reads and finishes a dataset's {@code typeProperties}.
     *
     * @return empty if issues say why
     */
    public static Optional<BinaryDataset> of(Properties typeProperties) {
        Compression compression = compression(typeProperties);
        Optional<Properties> location = typeProperties.object("location");
        if (!typeProperties.present("location")) {
            typeProperties.missing("location");
        }
        typeProperties.finish();
        return location.map(FileLocation::of).map(place -> new BinaryDataset(place, compression));
    }

    /** Reads the compression, and leaves the others to the caller. */
    public static Compression compression(Properties typeProperties) {
        Optional<Properties> written = typeProperties.object("compression");
        Compression compression = Compression.of(written, "type", "level");
        if (!CODECS.contains(compression.codec())) {
            List<String> allowed = CODECS.stream().map(Codec::shown).toList();
            written.orElseThrow().notAllowed("type", compression.codec().shown(), allowed);
        }
        return compression;
    }
}
