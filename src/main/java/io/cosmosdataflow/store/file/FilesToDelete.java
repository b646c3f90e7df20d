package io.cosmosdataflow.store.file;

import io.cosmosdataflow.definition.Dataset;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.store.storage.FileLocation;
import io.cosmosdataflow.store.storage.FileSelection;
import io.cosmosdataflow.store.storage.ModifiedTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Which files a Delete activity takes away.
 *
 * <p>Source: Microsoft Learn, delete-activity: {@code recursive} is false by default, {@code maxConcurrentConnections} 1;
 * a folder goes with all that is in it; a wildcard in the name of the dataset's file, or {@code wildcardFileName},
 * chooses files and leaves folders; "Known limitation".
 */
record FilesToDelete(FileLocation location, FileSelection selection) {

    /** Of {@code storeSettings}: without them more files go. */
    private static final List<String> CHOICES = List.of(
            "wildcardFolderPath",
            "wildcardFileName",
            "prefix",
            "fileListPath",
            "modifiedDatetimeStart",
            "modifiedDatetimeEnd");

    FilesToDelete {
        Objects.requireNonNull(location, "location");
        Objects.requireNonNull(selection, "selection");
    }

    /** Empty if issues say why, or it is known only in the run. */
    static Optional<FilesToDelete> of(Dataset dataset, Properties activity) {
        boolean recursive = activity.flag("recursive", false);
        int connections = activity.integer("maxConcurrentConnections", 0, 0, Integer.MAX_VALUE);
        Optional<Properties> settings = activity.object("storeSettings");
        FileSelection selection = settings.map(each -> FileSelection.of(each, connections, recursive))
                .orElse(FileSelection.everything(connections).withRecursive(recursive));
        Optional<Properties> named = Properties.of(dataset.typeProperties(), dataset.shown(), activity.issues())
                .object("location");
        Optional<FileLocation> location = NamedFiles.location(dataset, activity.issues());
        boolean waits =
                named.filter(each -> each.waits("fileName", "folderPath")).isPresent()
                        || settings.filter(each -> each.waits(CHOICES.toArray(String[]::new)))
                                .isPresent();
        if (location.isEmpty() || waits) {
            return Optional.empty();
        }
        FilesToDelete asked = of(location.get(), selection);
        settings.ifPresent(asked::requireOneChoice);
        settings.ifPresent(each -> CHOICES.forEach(name -> refuseNothing(each, name)));
        named.ifPresent(each -> {
            if (selection.recursive() || asked.wildcard()) {
                refuseNothing(each, "folderPath");
            }
            if (selection.recursive() && !asked.choosesFiles()) {
                refuseNothing(each, "fileName");
            }
        });
        named.ifPresent(
                each -> asked.refuseFolders(each, "folderPath", location.get().folder()));
        settings.ifPresent(each -> {
            asked.refuseFolders(each, "wildcardFolderPath", selection.wildcardFolder());
            asked.refuseTimes(each);
        });
        return Optional.of(asked);
    }

    private static FilesToDelete of(FileLocation location, FileSelection selection) {
        boolean wild =
                NamedFiles.wild(location.file()) && selection.wildcardFile().isEmpty();
        return wild
                ? new FilesToDelete(
                        new FileLocation(location.container(), location.folder(), ""),
                        selection.withWildcardFile(location.file()))
                : new FilesToDelete(location, selection);
    }

    /** Whether the folder of the dataset goes, with all that is in it. */
    boolean wholeFolder() {
        return selection.recursive()
                && !choosesFiles()
                && selection.wildcardFolder().isEmpty();
    }

    int connections() {
        return Math.max(1, selection.connections());
    }

    boolean wildcard() {
        return !selection.wildcardFile().isEmpty()
                || !selection.wildcardFolder().isEmpty();
    }

    private boolean choosesFiles() {
        return !location.file().isEmpty()
                || !selection.wildcardFile().isEmpty()
                || !selection.prefix().isEmpty()
                || !selection.listFile().isEmpty();
    }

    /** Of several, one alone would count, and more would go than the others allow. */
    private void requireOneChoice(Properties settings) {
        List<String> choices = new ArrayList<>();
        if (wildcard()) {
            choices.add("a wildcard");
        }
        if (!selection.prefix().isEmpty()) {
            choices.add("'prefix'");
        }
        if (!selection.listFile().isEmpty()) {
            choices.add("'fileListPath'");
        }
        if (choices.size() > 1) {
            settings.issues()
                    .error(
                            ErrorCode.InvalidProperty,
                            settings.span(),
                            String.join(" and ", choices) + " cannot choose the files of " + settings.owner()
                                    + " together: it is not defined which of them Delete follows.",
                            "Keep one of them.");
        }
    }

    /** A choice that comes to nothing, as an expression may in the run, would take away what it is to leave. */
    private static void refuseNothing(Properties owner, String name) {
        String text = owner.text(name, "");
        String left = name.equals("prefix") ? text.replace("/", "") : FileLocation.trimmed(text.trim());
        if (owner.json().find(name).isPresent() && left.isBlank()) {
            owner.issues()
                    .error(
                            ErrorCode.InvalidProperty,
                            owner.spanOf(name),
                            "'" + name + "' of " + owner.owner() + " is '" + text
                                    + "', which chooses nothing, so that Delete would take away all files.",
                            "Correct the value or its expression; leave the property out if all files are meant.");
        }
    }

    /** "Delete activity does not support deleting list of folders described by wildcard." */
    private void refuseFolders(Properties owner, String name, String folder) {
        if (NamedFiles.wild(folder) && (name.equals("folderPath") || !choosesFiles())) {
            owner.issues()
                    .error(
                            ErrorCode.InvalidProperty,
                            owner.spanOf(name),
                            "'" + name + "' of " + owner.owner() + " is '" + folder
                                    + "', but Delete takes away no folders that a wildcard describes.",
                            "Name one folder in the dataset; or set 'wildcardFolderPath' and 'wildcardFileName', which"
                                    + " choose files.");
        }
    }

    /** "Make sure to set "wildcardFileName": "*" in delete activity as well." */
    private void refuseTimes(Properties settings) {
        if (!selection.modified().equals(ModifiedTime.ANY) && !choosesFiles()) {
            String name = settings.present("modifiedDatetimeEnd") ? "modifiedDatetimeEnd" : "modifiedDatetimeStart";
            settings.issues()
                    .error(
                            ErrorCode.InvalidProperty,
                            settings.spanOf(name),
                            "'" + name + "' of " + settings.owner()
                                    + " chooses among files, but the dataset names a folder, which goes as a whole.",
                            "Set 'wildcardFileName' to '*' to delete files of it, or remove the time.");
        }
    }
}
