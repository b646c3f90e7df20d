package io.cosmosdataflow.store.cosmos.reject;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.disk.DiskFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.util.SerializableConfiguration;

/** The folder of one sink of a run. */
public final class RejectFolder implements Serializable {

    private static final String DRAFTS = ".draft-";

    private final String path;
    private final SerializableConfiguration configuration;

    RejectFolder(String path, SerializableConfiguration configuration) {
        this.path = path;
        this.configuration = configuration;
    }

    /** The folder that a job's tasks write into. */
    Path drafts(String job) {
        return new Path(path, DRAFTS + job);
    }

    /** Names of the files in it, in the order in which their rows are replayed. */
    public List<String> names() {
        try (FileSystem files = open()) {
            return names(files, new Path(path));
        } catch (IOException e) {
            throw failed("read", e);
        }
    }

    /** The number of the next replay of what is in it. */
    public int nextReplay() {
        return 1 + names().stream().mapToInt(Rejecting::replayOf).max().orElse(0);
    }

    /** Full paths of files of these names, for Spark's readers. */
    public List<String> paths(Collection<String> names) {
        return names.stream().map(name -> new Path(path, name).toString()).toList();
    }

    /** Takes files away; the folder too, once nothing is left in it. */
    public void remove(Collection<String> names) {
        try (FileSystem files = open()) {
            for (String name : names) {
                files.delete(new Path(path, name), false);
            }
            removeEmpty(files, new Path(path));
        } catch (IOException e) {
            throw failed("changed", e);
        }
    }

    /** Gives drafts their places; none takes the place of another file. */
    void publish(String job, Collection<String> names) {
        try (FileSystem files = open()) {
            for (String name : names) {
                Path target = free(files, name);
                if (!files.rename(new Path(drafts(job), name), target)) {
                    throw new IOException("rename to " + target + " was refused");
                }
            }
        } catch (IOException e) {
            throw failed("written", e);
        }
    }

    /** Names of all drafts of a job. */
    List<String> draftNames(String job) {
        try (FileSystem files = open()) {
            return names(files, drafts(job));
        } catch (IOException e) {
            throw failed("read", e);
        }
    }

    void discardDrafts(String job) {
        try (FileSystem files = open()) {
            files.delete(drafts(job), true);
            removeEmpty(files, new Path(path));
        } catch (IOException e) {
            throw failed("changed", e);
        }
    }

    private Path free(FileSystem files, String name) throws IOException {
        Path target = new Path(path, name);
        for (int number = 2; files.exists(target); number++) {
            target = new Path(path, name.replace(RejectPaths.FILES, "-" + number + RejectPaths.FILES));
        }
        return target;
    }

    private static List<String> names(FileSystem files, Path folder) throws IOException {
        try {
            List<String> names = new ArrayList<>();
            for (FileStatus each : files.listStatus(folder)) {
                String name = each.getPath().getName();
                if (each.isFile() && name.endsWith(RejectPaths.FILES) && !name.startsWith(".")) {
                    names.add(name);
                }
            }
            return names.stream().sorted().toList();
        } catch (FileNotFoundException e) {
            return List.of();
        }
    }

    /** The folder, its activity's and its run's, as far as they are empty. */
    private static void removeEmpty(FileSystem files, Path folder) throws IOException {
        Path each = folder;
        for (int level = 0; level < 3; level++) {
            if (files.exists(each) && (files.listStatus(each).length > 0 || !files.delete(each, false))) {
                return;
            }
            each = each.getParent();
        }
    }

    /** A file system of the caller's own, to be closed by it. */
    FileSystem open() throws IOException {
        return open(new Path(path), configuration.value());
    }

    /** Local files are written without checksum files beside them, so that they may be corrected by hand. */
    static FileSystem open(Path path, Configuration configuration) throws IOException {
        Configuration own = new Configuration(configuration);
        DiskFiles.choose(own);
        return FileSystem.newInstance(
                path.toUri().getScheme() == null ? FileSystem.getDefaultUri(own) : path.toUri(), own);
    }

    JobException failed(String verb, IOException cause) {
        return failed(path, verb, cause);
    }

    static JobException failed(String path, String verb, IOException cause) {
        return JobException.of(
                ErrorCode.FileStoreFailed,
                "The folder of rejects " + path + " cannot be " + verb + ": " + cause.getMessage()
                        + ". Check the directory of rejects and the rights on it.",
                cause);
    }

    @Override
    public String toString() {
        return path;
    }
}
