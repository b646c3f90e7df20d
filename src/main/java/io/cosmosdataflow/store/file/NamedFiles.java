package io.cosmosdataflow.store.file;

import io.cosmosdataflow.definition.Dataset;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.store.file.format.FileDataset;
import io.cosmosdataflow.store.file.format.FileFormat;
import io.cosmosdataflow.store.file.format.FlowFormat;
import io.cosmosdataflow.store.storage.FileLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The file or folder that a dataset names, of any format that Data Factory has.
 *
 * @param format empty where it makes no difference
 */
record NamedFiles(FileLocation location, Optional<FileFormat> format) {

    private static final String BINARY = "Binary";

    /** Dataset types that name files. */
    static final List<String> TYPES = types();

    NamedFiles {
        Objects.requireNonNull(location, "location");
        Objects.requireNonNull(format, "format");
    }

    static boolean is(Dataset dataset) {
        return TYPES.stream().anyMatch(dataset.type()::equalsIgnoreCase);
    }

    /** As {@link #location}: what is in the files makes no difference, be it something that cannot be read here. */
    static Optional<NamedFiles> ofAnyFormat(Dataset dataset, Issues issues) {
        return location(dataset, issues).map(place -> new NamedFiles(place, Optional.empty()));
    }

    /** Empty if issues say why. */
    static Optional<NamedFiles> ofKnownFormat(Dataset dataset, Issues issues) {
        Properties properties = Properties.of(dataset.typeProperties(), dataset.shown(), issues);
        Optional<FileDataset> files = FileDataset.TYPES.contains(dataset.type())
                ? FileDataset.of(dataset.type(), properties)
                : FileDataset.of(properties, FlowFormat.source(dataset.type(), properties, properties));
        return files.map(found -> new NamedFiles(found.location(), Optional.of(found.format())));
    }

    /** Where the files of a dataset are, whatever is in them. */
    static Optional<FileLocation> location(Dataset dataset, Issues issues) {
        Properties properties = Properties.of(dataset.typeProperties(), dataset.shown(), issues);
        if (!properties.present("location")) {
            properties.missing("location");
        }
        return properties.object("location").map(FileLocation::of);
    }

    /** Reports what names several items: wildcards of the dataset, and lists and wildcards of the activity. */
    static void refuseWildcards(Dataset dataset, Properties activity) {
        Properties properties = Properties.of(dataset.typeProperties(), dataset.shown(), new Issues());
        properties.object("location").ifPresent(location -> {
            for (String name : List.of("folderPath", "fileName")) {
                if (wild(location.text(name, ""))) {
                    refuse(location, name, activity.issues());
                }
            }
        });
        activity.object("storeSettings").ifPresent(settings -> {
            for (String name : List.of("wildcardFolderPath", "wildcardFileName", "prefix", "fileListPath")) {
                if (settings.filled(name).isPresent()) {
                    refuse(settings, name, activity.issues());
                }
            }
        });
    }

    private static void refuse(Properties owner, String name, Issues issues) {
        issues.error(
                ErrorCode.InvalidProperty,
                owner.spanOf(name),
                "'" + name + "' of " + owner.owner() + " is '" + owner.text(name, "")
                        + "', but Data Factory looks at one file or folder, which the dataset names without wildcards.",
                "Name it in the dataset; a Filter activity selects among the 'childItems' of a folder.");
    }

    static boolean wild(String name) {
        return name.contains("*") || name.contains("?");
    }

    private static List<String> types() {
        List<String> types = new ArrayList<>(FlowFormat.DATASET_TYPES);
        types.add(BINARY);
        return List.copyOf(types);
    }
}
