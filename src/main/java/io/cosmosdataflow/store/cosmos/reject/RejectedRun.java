package io.cosmosdataflow.store.cosmos.reject;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.SinkOfRun;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** All that is rejected of one run. */
public final class RejectedRun {

    private final String directory;
    private final String runId;
    private final Configuration configuration;

    /** @param directory that the run was given for its rejects */
    public RejectedRun(String directory, String runId, Configuration configuration) {
        this.directory = directory;
        this.runId = runId;
        this.configuration = configuration;
    }

    /**
     * The sinks that have rejects, by activity and name.
     *
     * @throws JobException {@link ErrorCode#UnknownRun} if there are none; {@link ErrorCode#FileStoreFailed}
     */
    public List<SinkOfRun> sinks() {
        Path run = RejectPaths.run(directory, runId);
        List<SinkOfRun> sinks = new ArrayList<>();
        try (FileSystem files = RejectFolder.open(run, configuration)) {
            for (Path activity : folders(files, run)) {
                for (Path sink : folders(files, activity)) {
                    SinkOfRun found = new SinkOfRun(
                            runId, RejectPaths.decoded(activity.getName()), RejectPaths.decoded(sink.getName()));
                    if (!rejecting(found).folder().names().isEmpty()) {
                        sinks.add(found);
                    }
                }
            }
        } catch (IOException e) {
            throw RejectFolder.failed(run.toString(), "read", e);
        }
        if (sinks.isEmpty()) {
            throw JobException.of(
                    ErrorCode.UnknownRun,
                    "There are no rejects of run '" + runId + "' in " + directory
                            + ": it had none, a replay has written them all, or it kept them elsewhere. Check the run"
                            + " and the directory of rejects.");
        }
        sinks.sort(Comparator.comparing(SinkOfRun::activity).thenComparing(SinkOfRun::sink));
        return sinks;
    }

    /** For what is refused again: it takes the place of what is there. */
    public Rejecting again(SinkOfRun sink) {
        Rejecting rejecting = rejecting(sink);
        return rejecting.withReplay(rejecting.folder().nextReplay());
    }

    private Rejecting rejecting(SinkOfRun sink) {
        return Rejecting.into(directory, sink, configuration);
    }

    private static List<Path> folders(FileSystem files, Path parent) throws IOException {
        List<Path> folders = new ArrayList<>();
        try {
            for (FileStatus each : files.listStatus(parent)) {
                if (each.isDirectory() && !each.getPath().getName().startsWith(".")) {
                    folders.add(each.getPath());
                }
            }
        } catch (FileNotFoundException e) {
            return List.of();
        }
        return folders;
    }
}
