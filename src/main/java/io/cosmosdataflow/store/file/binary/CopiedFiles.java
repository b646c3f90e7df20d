package io.cosmosdataflow.store.file.binary;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.failure.ForeignFailure;
import io.cosmosdataflow.store.kind.FileEvent;
import io.cosmosdataflow.store.kind.FileFault;
import io.cosmosdataflow.store.storage.ListedFile;
import io.cosmosdataflow.store.storage.Parallel;
import io.cosmosdataflow.store.storage.StorageAccess;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** What has become of the files of the source, on the driver: which are done, and which are in their sink's way. */
final class CopiedFiles {

    private final BinarySource source;
    private final BinarySink sink;
    private final StorageAccess access;
    private final List<ListedFile> files;
    private final Set<String> done = new HashSet<>();
    private final Set<String> missing = new HashSet<>();
    private final Set<String> written = new HashSet<>();
    private final Set<String> twice = new HashSet<>();

    /** @param access to the source */
    CopiedFiles(BinarySource source, BinarySink sink, StorageAccess access, List<ListedFile> files) {
        this.source = source;
        this.sink = sink;
        this.access = access;
        this.files = files;
    }

    void note(List<FileEvent> events) {
        boolean archives = source.dataset().compression().codec().archive();
        for (FileEvent event : events) {
            if (event instanceof FileEvent.Read read && source.deletes()) {
                done.add(read.file());
            } else if (event instanceof FileEvent.Skipped skipped && skipped.fault() == FileFault.fileMissing) {
                missing.add(skipped.file());
            } else if (event instanceof FileEvent.Written file && archives && !written.add(file.file())) {
                twice.add(file.file());
            }
        }
    }

    /**
     * When all tasks have ended.
     *
     * @throws JobException {@code FileStoreFailed} if files were missing on an executor alone; {@code FileNameInvalid}
     *     if files of archives have the same name
     */
    void requireAll() {
        if (!twice.isEmpty()) {
            throw JobException.of(
                            ErrorCode.FileNameInvalid,
                            "Archives of the source hold several files '"
                                    + twice.stream().sorted().findFirst().orElseThrow() + "', of which "
                                    + sink.dataset().location() + " has one. Keep the names of the archives as folders"
                                    + " ('preserveZipFileNameAsFolder', 'preserveCompressionFileNameAsFolder').")
                    .at(sink.root().linkedService());
        }
        List<ListedFile> gone =
                files.stream().filter(file -> missing.contains(file.relative())).toList();
        List<Boolean> there = each(gone, "looked at", store -> file -> store.exists(new Path(file.uri())));
        if (there.contains(true)) {
            throw JobException.of(
                            ErrorCode.FileStoreFailed,
                            "Source file '" + gone.get(there.indexOf(true)).relative()
                                    + "' is there for the driver, and"
                                    + " is not for an executor. The path is not the same store on every machine: mount"
                                    + " it on the driver and on all executors.")
                    .at(source.root().linkedService());
        }
    }

    /**
     * Deletes the files of the source that are copied, and are what they were then.
     *
     * @throws JobException {@code DataInconsistent} if one is another file by now, {@code FileStoreFailed} if the store
     *     keeps one; all others are deleted
     */
    void delete() {
        List<ListedFile> copied =
                files.stream().filter(file -> done.contains(file.relative())).toList();
        each(copied, "deleted, after all were copied", store -> file -> delete(store, file)).stream()
                .flatMap(Optional::stream)
                .findFirst()
                .ifPresent(failure -> {
                    throw failure.at(source.root().linkedService());
                });
    }

    /** @return why it stays */
    private static Optional<JobException> delete(FileSystem store, ListedFile file) throws IOException {
        Path path = new Path(file.uri());
        try {
            if (!SourceFiles.unchanged(file, store.getFileStatus(path))) {
                return Optional.of(JobException.of(
                        ErrorCode.DataInconsistent,
                        "Source file '" + file.relative() + "' was changed after it was copied, and was not deleted."
                                + " Run again when nobody changes it."));
            }
            return store.delete(path, false) || !store.exists(path)
                    ? Optional.empty()
                    : Optional.of(JobException.of(
                            ErrorCode.FileStoreFailed,
                            "Source file '" + file.relative() + "' was copied, and the store does not delete it. Check"
                                    + " the right to delete it and what locks it, and delete it."));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }

    private interface Request<T> {
        T of(ListedFile file) throws IOException;
    }

    private <T> List<T> each(List<ListedFile> asked, String what, Function<FileSystem, Request<T>> request) {
        if (asked.isEmpty()) {
            return List.of();
        }
        try (FileSystem store = access.open(new Path(asked.get(0).uri()))) {
            Request<T> one = request.apply(store);
            return Parallel.map(asked, file -> {
                try {
                    return one.of(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (IOException | UncheckedIOException e) {
            throw JobException.of(
                            ErrorCode.FileStoreFailed,
                            "Files of the source cannot be " + what + ": " + ForeignFailure.line(e) + ".")
                    .at(source.root().linkedService());
        }
    }
}
