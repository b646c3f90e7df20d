package io.cosmosdataflow.state;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * What keeps two apart that create the same file at once: locks and the numbers of checkpoints rest on it.
 *
 * @param objects puts of the store, where its file system does not do it; empty where that does
 */
record Exclusion(Optional<ConditionalPut> objects) {

    /**
     * The user's promise that no two runs are at one state directory at a time; for file systems that are not known to
     * keep them apart.
     */
    static final String ALONE = "cosmosdataflow.state.alone";

    /**
     * Those that create a file, and rename to a name that nobody has, in one step: local files are linked; HDFS's name
     * node does one thing after the other; ABFS sends both with {@code If-None-Match: *}.
     */
    private static final Set<String> IN_ONE_STEP = Set.of(
            "org.apache.hadoop.fs.LocalFileSystem",
            "org.apache.hadoop.fs.RawLocalFileSystem",
            "org.apache.hadoop.hdfs.DistributedFileSystem",
            "org.apache.hadoop.hdfs.web.WebHdfsFileSystem",
            "org.apache.hadoop.fs.azurebfs.AzureBlobFileSystem");

    /**
     * Of a file system, found out once.
     *
     * @throws JobException {@link ErrorCode#StateUnavailable} if it cannot keep two apart, and nobody has promised that
     *     there is one only
     */
    static Exclusion of(FileSystem files, Path root) throws IOException {
        Optional<ConditionalPut> objects;
        try {
            objects = ConditionalPut.of(files);
        } catch (IOException e) {
            return alone(files, root, e.getMessage());
        }
        if (objects.isPresent()) {
            return keepsCondition(files, objects.get(), root)
                    ? new Exclusion(objects)
                    : alone(files, root, "the store overwrites in spite of 'If-None-Match: *'");
        }
        return IN_ONE_STEP.stream().anyMatch(known -> ByName.isA(files, known))
                ? new Exclusion(Optional.empty())
                : alone(files, root, "nothing is known of it");
    }

    /** Stores that speak a protocol in part may leave out the condition without a word, so it is tried. */
    private static boolean keepsCondition(FileSystem files, ConditionalPut objects, Path root) throws IOException {
        Path probe = new Path(root, "locks/.probe-" + UUID.randomUUID());
        try {
            return objects.putIfAbsent(probe, "1".getBytes(StandardCharsets.UTF_8))
                    && !objects.putIfAbsent(probe, "2".getBytes(StandardCharsets.UTF_8));
        } finally {
            files.delete(probe, false);
        }
    }

    private static Exclusion alone(FileSystem files, Path root, String reason) {
        if (files.getConf().getBoolean(ALONE, false)) {
            return new Exclusion(Optional.empty());
        }
        throw JobException.of(
                ErrorCode.StateUnavailable,
                "The state directory " + root + " cannot keep two runs apart: its file system ("
                        + files.getClass().getName() + ") is not known to let one of two succeed that create the same"
                        + " file: " + reason + ". Use a state directory on local files, hdfs://, abfss://, s3a:// with"
                        + " conditional writes or wasbs://, or, if you see to it that no two runs"
                        + " use this directory at a time, say so with --conf"
                        + " spark.hadoop." + ALONE + "=true.");
    }
}
