package io.cosmosdataflow.store.file.flow;

import io.cosmosdataflow.definition.Dataset;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.store.file.format.FileDataset;
import io.cosmosdataflow.store.file.format.FileFormat;
import io.cosmosdataflow.store.file.format.FlowFormat;
import io.cosmosdataflow.store.storage.FileLocation;
import io.cosmosdataflow.store.storage.FileRoot;
import io.cosmosdataflow.store.storage.PathGuard;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Which files in which format a source or sink is about, from its dataset or from the script itself.
 *
 * @param format empty for Delta
 */
record FlowFiles(Optional<FileFormat> format, FileLocation location) {

    private static final String DELTA = "delta";

    FlowFiles {
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(location, "location");
    }

    boolean delta() {
        return format.isEmpty();
    }

    /**
     * The place as a URI.
     *
     * @throws io.cosmosdataflow.diagnostic.JobException {@code FileNameInvalid} if it is not below its container
     */
    String folder(FileRoot root) {
        PathGuard.of(root, location.container()).require("The folder", location.folder());
        return location.uri(root);
    }

    /** Empty if issues say why; reads settings of the script, and finishes the dataset's. */
    static Optional<FlowFiles> of(
            Optional<Dataset> dataset, Properties script, FileRoot root, FlowFormat.Reader formats) {
        return dataset.map(known -> ofDataset(known, script, formats)).orElseGet(() -> inline(script, root, formats));
    }

    private static Optional<FlowFiles> ofDataset(Dataset dataset, Properties script, FlowFormat.Reader formats) {
        Properties properties = Properties.of(dataset.typeProperties(), dataset.shown(), script.issues());
        if (!FlowFormat.DATASET_TYPES.contains(dataset.type())) {
            script.issues()
                    .unsupported(
                            ErrorCode.UnsupportedDataset,
                            dataset.span(),
                            "Dataset type " + dataset.type(),
                            "Dataset '" + dataset.name() + "' is of type '" + dataset.type()
                                    + "', which is not a file format of this version.",
                            "Known: " + String.join(", ", FlowFormat.DATASET_TYPES) + ".");
            return Optional.empty();
        }
        return FileDataset.of(properties, formats.read(dataset.type(), properties, script))
                .map(found -> new FlowFiles(Optional.of(found.format()), found.location()));
    }

    private static Optional<FlowFiles> inline(Properties script, FileRoot root, FlowFormat.Reader formats) {
        String name = script.text("format", "");
        if (name.isEmpty()) {
            if (!script.present("format")) {
                script.missing("format");
            }
            return Optional.empty();
        }
        FileLocation location = location(script, root);
        if (name.equalsIgnoreCase(DELTA)) {
            return Optional.of(new FlowFiles(Optional.empty(), location));
        }
        Optional<String> type = FlowFormat.datasetType(name);
        if (type.isEmpty()) {
            script.issues()
                    .unsupported(
                            ErrorCode.UnsupportedDataset,
                            script.spanOf("format"),
                            "Format " + name + " in data flows",
                            "'format' of " + script.owner() + " is '" + name
                                    + "', which is not a file format of this version.",
                            "Known: " + String.join(", ", FlowFormat.INLINE_FORMATS) + ", " + DELTA + ".");
            return Optional.empty();
        }
        return formats.read(type.get(), script, script).map(found -> new FlowFiles(Optional.of(found), location));
    }

    private static FileLocation location(Properties script, FileRoot root) {
        List<String> containers = List.of("fileSystem", "container", "bucketName");
        containers.forEach(each -> PathGuard.check(script, each));
        PathGuard.check(script, "folderPath");
        PathGuard.check(script, "fileName");
        boolean written = containers.stream().filter(script::present).count() > 0;
        String container = containers.stream()
                .map(each -> script.text(each, ""))
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElse("");
        // a store without containers has its root's path in the prefix
        if (!written && root.prefix().endsWith("://")) {
            script.missing("fileSystem");
        }
        return new FileLocation(container, script.text("folderPath", ""), script.text("fileName", ""));
    }
}
