package io.cosmosdataflow.store.file.format;

import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.store.storage.FileLocation;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A dataset of files: what is in them, and where they are below the linked service's root. */
public record FileDataset(FileFormat format, FileLocation location) {

    /** Dataset types that are files. */
    public static final List<String> TYPES = CopyFormat.DATASET_TYPES;

    /** Of these, the types that can be written. */
    public static final List<String> WRITTEN_TYPES =
            TYPES.stream().filter(type -> !CopyFormat.READ_ONLY.contains(type)).toList();

    public FileDataset {
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(location, "location");
    }

    /**
     * Reads and finishes a dataset's {@code typeProperties}.
     *
     * @param type the dataset's type, a legacy one too
     * @return empty if issues say why; also non-empty if some setting is wrong and has its default
     */
    public static Optional<FileDataset> of(String type, Properties typeProperties) {
        return LegacyDataset.is(type)
                ? LegacyDataset.of(type, typeProperties).map(LegacyDataset::files)
                : of(typeProperties, CopyFormat.of(type, typeProperties));
    }

    /** The format of a dataset whose place is known elsewhere; reads and finishes its {@code typeProperties}. */
    public static Optional<FileFormat> format(String type, Properties typeProperties) {
        Optional<FileFormat> format = CopyFormat.of(type, typeProperties);
        typeProperties.ignore("location").finish();
        return format;
    }

    /** The same, with what is known of the format. */
    public static Optional<FileDataset> of(Properties typeProperties, Optional<FileFormat> format) {
        Optional<Properties> location = typeProperties.object("location");
        if (!typeProperties.present("location")) {
            typeProperties.missing("location");
        }
        typeProperties.finish();
        Optional<FileLocation> place = location.map(FileLocation::of);
        return format.flatMap(found -> place.map(where -> new FileDataset(found, where)));
    }

    /** Whether its rows are documents. */
    public boolean hierarchical() {
        return format instanceof FileFormat.Text text && !text.tabular();
    }
}
