package io.cosmosdataflow.store.file.binary;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.storage.FileLocation;
import io.cosmosdataflow.store.storage.ListedFile;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks before a copy begins whether each file will have a place of its own, which is no file of the source.
 *
 * @param gathers whether all files end in one
 */
record CopyPlan(BinarySource source, BinarySink sink, SinkNames names, boolean gathers) {

    /**
     * @param files not empty
     * @throws JobException {@code InvalidProperty} if several files would have one name, or a file would take the place
     *     of one of the source; of files in archives, only what is known without a look into them
     */
    void require(List<ListedFile> files) {
        if (files.size() > 1 && !sink.file().isEmpty() && !gathers) {
            throw severalFiles(sink.file(), "the source has " + files.size() + " files")
                    .at(sink.root().linkedService());
        }
        Set<String> read = places(files);
        String folder = FilePlace.of(sink.dataset().location().uri(sink.root()));
        if (gathers) {
            requireOther(read, folder, names.merged(files.get(0).relative()));
        } else if (source.dataset().compression().codec().archive()) {
            requireElsewhere(folder);
        } else {
            Map<String, String> written = new HashMap<>();
            for (ListedFile file : files) {
                String name = names.of(file.relative());
                requireOther(read, folder, name);
                requireFree(written.put(FileLocation.trimmed(name), file.relative()), file.relative(), name);
            }
        }
    }

    static JobException severalFiles(String name, String why) {
        return JobException.of(
                ErrorCode.InvalidProperty,
                "The dataset of the sink names one file, '" + name + "', but " + why + ". Take 'fileName' away, set"
                        + " 'copyBehavior' to MergeFiles, or give the dataset a compression that is an archive.");
    }

    private Set<String> places(List<ListedFile> files) {
        String folder = source.dataset().location().uri(source.root());
        String container = source.root().uri(source.dataset().location().container());
        String folderPlace = FilePlace.of(folder);
        String containerPlace = FilePlace.of(container);
        Set<String> places = new HashSet<>();
        for (ListedFile file : files) {
            places.add(
                    file.uri().startsWith(folder + "/")
                            ? folderPlace + file.uri().substring(folder.length())
                            : containerPlace + file.uri().substring(container.length()));
        }
        return places;
    }

    private void requireOther(Set<String> read, String folder, String name) {
        if (read.contains(folder + "/" + FileLocation.trimmed(name))) {
            throw JobException.of(
                            ErrorCode.InvalidProperty,
                            "File '" + name + "' of the sink is a file that the source reads. Nothing was written, and"
                                    + " nothing has changed. Copy to another folder.")
                    .at(sink.root().linkedService());
        }
    }

    /** Names in archives may be those of the archives. */
    private void requireElsewhere(String folder) {
        String from = FilePlace.of(source.dataset().location().uri(source.root()));
        if (from.equals(folder) && !source.archiveAsFolder()) {
            throw JobException.of(
                            ErrorCode.InvalidProperty,
                            "Archives cannot be unpacked into the folder that they are in without their names as"
                                    + " folders: a file in one might take the place of another. Nothing was written."
                                    + " Copy to another folder.")
                    .at(sink.root().linkedService());
        }
    }

    private void requireFree(String other, String file, String name) {
        if (other != null) {
            throw JobException.of(
                            ErrorCode.InvalidProperty,
                            "Files '" + other + "' and '" + file + "' of the source would both be '" + name
                                    + "' at the sink. Nothing was written. Copy them to different folders.")
                    .at(sink.root().linkedService());
        }
    }
}
