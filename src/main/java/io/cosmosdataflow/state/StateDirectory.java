package io.cosmosdataflow.state;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The state directory: {@code runs/<runId>.json}, one file a run. A record appears whole or not at all:
 * it is written next to its place and renamed.
 */
public final class StateDirectory {

    private final Path directory;
    private final Configuration configuration;

    /** @param directory a path or URI that Hadoop's file systems know */
    public StateDirectory(String directory, Configuration configuration) {
        this.directory = new Path(directory);
        this.configuration = configuration;
    }

    /** @throws JobException {@link ErrorCode#StateUnavailable} */
    public void save(RunRecord run) {
        Path target = new Path(runs(), run.runId() + ".json");
        Path draft = new Path(runs(), "." + run.runId() + ".draft");
        try {
            FileSystem files = target.getFileSystem(configuration);
            files.mkdirs(runs());
            try (FSDataOutputStream out = files.create(draft, true)) {
                out.write(RunRecordJson.write(run));
            }
            files.delete(target, false);
            if (!files.rename(draft, target)) {
                throw new IOException("rename to " + target + " was refused");
            }
        } catch (IOException e) {
            throw unavailable("written", e);
        }
    }

    /** All runs, the newest first. */
    public List<RunRecord> runs(int most) {
        try {
            FileSystem files = runs().getFileSystem(configuration);
            if (!files.exists(runs())) {
                return List.of();
            }
            List<RunRecord> found = new ArrayList<>();
            for (FileStatus file :
                    files.listStatus(runs(), path -> path.getName().endsWith(".json"))) {
                try (FSDataInputStream in = files.open(file.getPath())) {
                    found.add(RunRecordJson.read(file.getPath().toString(), in.readAllBytes()));
                }
            }
            return found.stream()
                    .sorted(Comparator.comparing(RunRecord::start).reversed())
                    .limit(most)
                    .toList();
        } catch (IOException e) {
            throw unavailable("read", e);
        }
    }

    private Path runs() {
        return new Path(directory, "runs");
    }

    private JobException unavailable(String verb, IOException cause) {
        return JobException.of(
                ErrorCode.StateUnavailable,
                "The state directory " + directory + " cannot be " + verb + ": " + cause.getMessage()
                        + ". Check the path of --state and the rights on it.",
                cause);
    }
}
