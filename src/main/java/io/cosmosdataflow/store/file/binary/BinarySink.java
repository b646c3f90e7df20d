package io.cosmosdataflow.store.file.binary;

import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.TypeSetting;
import io.cosmosdataflow.definition.published.PublishedTypes;
import io.cosmosdataflow.expression.ResolvedDataset;
import io.cosmosdataflow.store.file.format.BinaryDataset;
import io.cosmosdataflow.store.storage.FilePlacement;
import io.cosmosdataflow.store.storage.FilePlacement.CopyBehavior;
import io.cosmosdataflow.store.storage.FileRoot;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Where a copy writes its files. Source: Microsoft Learn, format-binary, "Binary as sink". */
record BinarySink(FileRoot root, BinaryDataset dataset, FilePlacement placement) {

    BinarySink {
        Objects.requireNonNull(root, "root");
        Objects.requireNonNull(dataset, "dataset");
        Objects.requireNonNull(placement, "placement");
    }

    /** @param directory that stands in for stores */
    static Optional<BinarySink> of(ResolvedDataset resolved, Properties sink, Optional<Path> directory) {
        FilePlacement placement = placement(sink);
        Optional<FileRoot> root = FileRoot.of(resolved.linkedService(), directory, sink.issues());
        Optional<BinaryDataset> dataset = BinaryDataset.of(Properties.of(
                resolved.dataset().typeProperties(), resolved.dataset().shown(), sink.issues()));
        return root.flatMap(place -> dataset.map(files -> new BinarySink(place, files, placement)));
    }

    static FilePlacement placement(Properties sink) {
        FilePlacement placement = FilePlacement.of(sink);
        sink.object("formatSettings").ifPresent(format -> {
            TypeSetting.read(format, PublishedTypes.FORMAT_WRITE_SETTINGS, List.of("BinaryWriteSettings"));
            format.finish();
        });
        sink.ignore(
                        "type",
                        "writeBatchSize",
                        "writeBatchTimeout",
                        "sinkRetryCount",
                        "sinkRetryWait",
                        "disableMetricsCollection")
                .finish();
        return placement;
    }

    boolean merges() {
        return placement.copyBehavior() == CopyBehavior.MergeFiles;
    }

    boolean flattens() {
        return placement.copyBehavior() == CopyBehavior.FlattenHierarchy;
    }

    /** The name of its file; empty for a folder. */
    String file() {
        return dataset.location().file();
    }
}
