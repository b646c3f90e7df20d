package io.cosmosdataflow.store.file.binary;

import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.TypeSetting;
import io.cosmosdataflow.definition.published.PublishedTypes;
import io.cosmosdataflow.expression.ResolvedDataset;
import io.cosmosdataflow.store.file.format.BinaryDataset;
import io.cosmosdataflow.store.file.format.Compression;
import io.cosmosdataflow.store.storage.FileRoot;
import io.cosmosdataflow.store.storage.FileSelection;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The files that a copy reads. Source: Microsoft Learn, format-binary, "Binary as source".
 *
 * @param archiveAsFolder whether an archive's name becomes a folder in the paths of its files
 * @param deletes whether the files go when the copy has succeeded
 */
record BinarySource(
        FileRoot root, BinaryDataset dataset, FileSelection selection, boolean archiveAsFolder, boolean deletes) {

    BinarySource {
        Objects.requireNonNull(root, "root");
        Objects.requireNonNull(dataset, "dataset");
        Objects.requireNonNull(selection, "selection");
    }

    /** What a source says of itself, whatever its dataset is. */
    record Settings(FileSelection selection, boolean archiveAsFolder, boolean deletes) {}

    /** @param directory that stands in for stores */
    static Optional<BinarySource> of(ResolvedDataset resolved, Properties source, Optional<Path> directory) {
        Settings settings = settings(source);
        Optional<FileRoot> root = FileRoot.of(resolved.linkedService(), directory, source.issues());
        Optional<BinaryDataset> dataset = BinaryDataset.of(Properties.of(
                resolved.dataset().typeProperties(), resolved.dataset().shown(), source.issues()));
        return root.flatMap(place -> dataset.map(files ->
                new BinarySource(place, files, settings.selection(), settings.archiveAsFolder(), settings.deletes())));
    }

    static Settings settings(Properties source) {
        int connections = source.integer("maxConcurrentConnections", 0, 0, Integer.MAX_VALUE);
        Optional<Properties> store = source.object("storeSettings");
        boolean deletes = store.map(each -> each.flag("deleteFilesAfterCompletion", false))
                .orElse(false);
        FileSelection selection =
                store.map(each -> FileSelection.of(each, connections)).orElse(FileSelection.everything(connections));
        boolean archiveAsFolder = archivesAreFolders(source);
        finish(source);
        return new Settings(selection, archiveAsFolder, deletes);
    }

    /** {@code formatSettings} of a source. */
    static boolean archivesAreFolders(Properties source) {
        return source.object("formatSettings")
                .map(BinarySource::archiveAsFolder)
                .orElse(true);
    }

    static void finish(Properties source) {
        source.ignore("type", "sourceRetryCount", "sourceRetryWait", "disableMetricsCollection")
                .finish();
    }

    private static boolean archiveAsFolder(Properties format) {
        TypeSetting.read(format, PublishedTypes.FORMAT_READ_SETTINGS, List.of("BinaryReadSettings"));
        boolean folder = Compression.archiveAsFolder(format);
        format.finish();
        return folder;
    }

    /** Whether its dataset is one file, and no choice among several. */
    boolean single() {
        return !dataset.location().file().isEmpty() && !selection.chooses();
    }
}
