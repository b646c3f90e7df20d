package io.cosmosdataflow.state;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.diagnostic.MachineLimit;
import io.cosmosdataflow.disk.DiskFiles;
import io.cosmosdataflow.endpoint.StoreEndpoint;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;

/**
 * Small files below the state directory. A file appears whole or not at all, however the process ends: it is
 * written next to its place, as a draft, and renamed. Every failure is a {@link ErrorCode#StateUnavailable}.
 *
 * <p>Local files are used without Hadoop's checksum files: those are renamed in a second step, and a kill between
 * the two would leave a file that nobody can read.
 */
final class StateFiles {

    /** Drafts of processes that were killed; a living one needs its draft for moments. */
    private static final Duration FORGOTTEN = Duration.ofDays(1);

    private static final String DRAFT = ".draft";
    private static final int MOST_READS = 4;

    private final Path root;
    private final Configuration configuration;
    private Optional<Exclusion> exclusion = Optional.empty();

    StateFiles(String root, Configuration configuration) {
        this.root = new Path(root);
        this.configuration = configuration;
    }

    /** For messages. */
    String shown(String name) {
        return path(name).toString();
    }

    /** The file, or what {@link #replace} has left of it if it was interrupted halfway. */
    Optional<byte[]> read(String name) {
        return with("read", files -> {
            Path target = path(name);
            Optional<byte[]> found = read(files, target);
            if (found.isEmpty()) {
                found = read(files, draft(target));
            }
            // A replacement that ended between the two looks has put the file in its place.
            return found.isPresent() ? found : read(files, target);
        });
    }

    /** File systems of object stores ask for the object first, and refuse it if it is another one when they read. */
    private static Optional<byte[]> read(FileSystem files, Path path) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try (FSDataInputStream in = files.open(path)) {
                return Optional.of(in.readAllBytes());
            } catch (FileNotFoundException | java.nio.file.NoSuchFileException e) {
                return Optional.empty();
            } catch (IOException e) {
                if (attempt == MOST_READS || objects(files).isEmpty()) {
                    throw e;
                }
            }
        }
    }

    /** Whether a write costs next to nothing. */
    boolean onThisMachine() {
        return with("read", StateFiles::isLocal);
    }

    /** Names of the files in a folder whose replacement was not interrupted, and of those where it was; sorted. */
    List<String> names(String folder) {
        return children(folder).stream()
                .filter(FileStatus::isFile)
                .map(file -> file.getPath().getName())
                .map(name -> name.startsWith(".") && name.endsWith(".json" + DRAFT)
                        ? name.substring(1, name.length() - DRAFT.length())
                        : name)
                .filter(name -> name.endsWith(".json") && !name.startsWith("."))
                .distinct()
                .sorted()
                .toList();
    }

    List<String> folders(String folder) {
        return children(folder).stream()
                .filter(FileStatus::isDirectory)
                .map(each -> each.getPath().getName())
                .sorted()
                .toList();
    }

    private List<FileStatus> children(String folder) {
        return with("read", files -> {
            try {
                return Arrays.asList(files.listStatus(path(folder)));
            } catch (FileNotFoundException e) {
                return List.<FileStatus>of();
            }
        });
    }

    /** When the file was last written; empty if it is not there. */
    Optional<Instant> written(String name) {
        return with("read", files -> {
            try {
                return Optional.of(
                        Instant.ofEpochMilli(files.getFileStatus(path(name)).getModificationTime()));
            } catch (FileNotFoundException e) {
                return Optional.<Instant>empty();
            }
        });
    }

    /**
     * Writes a file whose name nobody has; of several that try at once, one succeeds. False if it exists.
     *
     * @throws JobException also if the file system cannot keep two apart; see {@link Exclusion}
     */
    boolean create(String name, byte[] bytes) {
        return with("written", files -> {
            Optional<ConditionalPut> objects = exclusion(files).objects();
            return objects.isPresent()
                    ? placed(files, objects.get(), path(name), bytes)
                    : renamed(files, path(name), bytes);
        });
    }

    private static boolean renamed(FileSystem files, Path target, byte[] bytes) throws IOException {
        if (files.exists(target)) {
            return false;
        }
        Path draft = new Path(target.getParent(), "." + target.getName() + "." + UUID.randomUUID() + DRAFT);
        writeOrRemove(files, draft, bytes);
        if (isLocal(files)) {
            return link(local(draft), local(target));
        }
        if (files.rename(draft, target)) {
            return true;
        }
        files.delete(draft, false);
        if (files.exists(target)) {
            return false;
        }
        throw new IOException("rename to " + target + " was refused");
    }

    /** A put whose answer was lost is sent again by the client, and meets itself. No two write the same bytes. */
    private static boolean placed(FileSystem files, ConditionalPut objects, Path target, byte[] bytes)
            throws IOException {
        return objects.putIfAbsent(target, bytes)
                || read(files, target)
                        .filter(found -> Arrays.equals(found, bytes))
                        .isPresent();
    }

    /**
     * As {@link #create}, and kept apart by the file system's creation of files; the file may be empty for a moment.
     */
    boolean createExclusively(String name, byte[] bytes) {
        return with("written", files -> {
            if (isLocal(files) || exclusion(files).objects().isPresent()) {
                // Hadoop looks for a local file before it makes it; a link is one step.
                return create(name, bytes);
            }
            Path target = path(name);
            files.mkdirs(target.getParent());
            FSDataOutputStream out;
            try {
                out = files.create(target, false);
            } catch (IOException e) {
                if (files.exists(target)) {
                    return false;
                }
                throw e;
            }
            orRemove(files, target, () -> {
                try (out) {
                    out.write(bytes);
                }
            });
            return true;
        });
    }

    /**
     * Writes a file that may exist; a kill leaves the old one, the new one, or its whole draft: a draft under this
     * name is made next to an old file only, which goes when the draft is whole.
     */
    void replace(String name, byte[] bytes) {
        with("written", files -> {
            Path target = path(name);
            Optional<ConditionalPut> objects = objects(files);
            if (objects.isPresent()) {
                objects.get().put(target, bytes);
                return target;
            }
            if (renamed(files, target, bytes)) {
                return target;
            }
            Path draft = draft(target);
            writeOrRemove(files, draft, bytes);
            if (isLocal(files)) {
                Files.move(local(draft), local(target), StandardCopyOption.ATOMIC_MOVE);
                return target;
            }
            Optional<FileContext> context = context(files);
            if (context.isPresent()) {
                context.get().rename(draft, target, Rename.OVERWRITE);
                return target;
            }
            files.delete(target, false);
            if (!files.rename(draft, target)) {
                throw new IOException("rename to " + target + " was refused");
            }
            return target;
        });
    }

    void delete(String name) {
        with("written", files -> {
            Path target = path(name);
            if (objects(files).isEmpty()) {
                // The draft first: alone, it would count as the file.
                files.delete(draft(target), false);
            }
            return files.delete(target, false);
        });
    }

    /** Takes away what killed processes have left in a folder. */
    void deleteForgotten(String folder, Instant now) {
        children(folder).stream()
                .filter(file -> file.getPath().getName().endsWith(DRAFT)
                        && file.getPath().getName().startsWith("."))
                .filter(file ->
                        file.getModificationTime() < now.minus(FORGOTTEN).toEpochMilli())
                .forEach(file -> with("written", files -> files.delete(file.getPath(), false)));
    }

    private interface Writing {
        void run() throws IOException;
    }

    private static void writeOrRemove(FileSystem files, Path draft, byte[] bytes) throws IOException {
        orRemove(files, draft, () -> write(files, draft, bytes));
    }

    /** A disk that is full takes the file's name, and nothing of what is in it: nobody must find that. */
    private static void orRemove(FileSystem files, Path path, Writing writing) throws IOException {
        try {
            writing.run();
        } catch (IOException | FSError e) {
            try {
                files.delete(path, false);
            } catch (IOException | FSError left) {
                e.addSuppressed(left);
            }
            throw e;
        }
    }

    private static void write(FileSystem files, Path path, byte[] bytes) throws IOException {
        files.mkdirs(path.getParent());
        try (FSDataOutputStream out = files.create(path, true)) {
            out.write(bytes);
            if (out.hasCapability(StreamCapabilities.HSYNC)) {
                out.hsync();
            }
        }
    }

    private static boolean link(java.nio.file.Path draft, java.nio.file.Path target) throws IOException {
        try {
            Files.createLink(target, draft);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (UnsupportedOperationException | IOException e) {
            return moved(draft, target);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** For file systems without links, such as FAT and some network drives. */
    private static boolean moved(java.nio.file.Path draft, java.nio.file.Path target) throws IOException {
        try {
            Files.move(draft, target);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    private synchronized Exclusion exclusion(FileSystem files) throws IOException {
        if (exclusion.isEmpty()) {
            exclusion = Optional.of(Exclusion.of(files, root));
        }
        return exclusion.get();
    }

    /** What replaces a file in one put, where the file system would copy and delete. */
    private static Optional<ConditionalPut> objects(FileSystem files) {
        try {
            return ConditionalPut.of(files);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean isLocal(FileSystem files) {
        return "file".equals(files.getUri().getScheme());
    }

    private static java.nio.file.Path local(Path path) {
        return java.nio.file.Path.of(path.toUri().getPath()).toAbsolutePath();
    }

    /** Overwrites in one step where the file system can. */
    private Optional<FileContext> context(FileSystem files) {
        try {
            return Optional.of(
                    FileContext.getFileContext(files.makeQualified(root).toUri(), configuration));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private Path path(String name) {
        return new Path(root, name);
    }

    private static Path draft(Path target) {
        return new Path(target.getParent(), "." + target.getName() + DRAFT);
    }

    private interface Work<T> {
        T on(FileSystem files) throws IOException;
    }

    private <T> T with(String verb, Work<T> work) {
        try {
            StoreEndpoint.of(root.toUri(), configuration)
                    .ifPresent(server ->
                            server.require("The state directory " + root, ErrorCode.StateUnavailable, configuration));
            return work.on(DiskFiles.of(root.getFileSystem(configuration)));
        } catch (IOException e) {
            throw unavailable(verb, e);
        } catch (FSError e) {
            // Hadoop's local files tell so of what a stream meets.
            throw unavailable(verb, e.getCause() instanceof IOException met ? met : new IOException(e));
        }
    }

    private JobException unavailable(String verb, IOException met) {
        String reason = met instanceof AccessDeniedException && met.getMessage() != null
                ? met.getMessage() + ": permission denied"
                : String.valueOf(met.getMessage());
        return JobException.of(
                ErrorCode.StateUnavailable,
                "The state directory " + root + " cannot be " + verb + ": " + reason + ". "
                        + MachineLimit.of(met)
                                .map(limit -> limit.advice() + ", or give another directory with --state")
                                .orElse("Check the path of --state and the rights on it")
                        + ".",
                met);
    }
}
