package io.cosmosdataflow.store.kept;

import io.cosmosdataflow.spark.Repeatability;
import io.cosmosdataflow.spark.SessionFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * Keeps rows of one attempt of an activity that must not be computed twice with different results. Where the driver is
 * the only executor nothing of it can be lost without the run, and Spark's own storage will do. On a cluster rows go
 * into files below a directory that all executors reach; without one they stay on the executors, and the activity ends
 * when one of these is lost, since a second computation would give other rows.
 */
public final class RowKeeping implements AutoCloseable {

    private static final String LOST = "Spark keeps rows on executors that must be the same to the end of the activity."
            + " If an executor is lost, the activity fails, and has written a part. With --state DIR such rows are kept in DIR.";

    private final Optional<String> directory;
    private final boolean cluster;
    private final Consumer<String> remark;
    private final String attempt = UUID.randomUUID().toString();
    private final List<Dataset<Row>> persisted = new ArrayList<>();
    private Optional<Configuration> written = Optional.empty();
    private int folders;
    private boolean said;

    private RowKeeping(boolean cluster, Optional<String> directory, Consumer<String> remark) {
        this.cluster = cluster;
        this.directory = Objects.requireNonNull(directory, "directory");
        this.remark = remark;
    }

    /**
     * @param directory URI for what is kept on a cluster; it may be missing, and is shared with other activities
     * @param remark takes what the user should see
     */
    public static RowKeeping of(SparkSession spark, Optional<String> directory, Consumer<String> remark) {
        return new RowKeeping(!spark.sparkContext().isLocal(), directory, remark);
    }

    /** For the driver as the only executor. */
    public static RowKeeping local() {
        return new RowKeeping(false, Optional.empty(), nothing -> {});
    }

    /** As on a cluster, whatever Spark runs on. */
    static RowKeeping cluster(Optional<String> directory, Consumer<String> remark) {
        return new RowKeeping(true, directory, remark);
    }

    /**
     * Rows that are read more than once, and are costly to compute.
     *
     * @param level of Spark's storage, where that will do
     * @param byPlace whether their places count as well
     */
    public synchronized Dataset<Row> persisted(Dataset<Row> rows, StorageLevel level, boolean byPlace) {
        if (cluster) {
            Repeatability again = Repeatability.of(rows);
            if (!(byPlace ? again.ordered() : again.same())) {
                return kept(rows);
            }
        }
        Dataset<Row> cached = rows.persist(level);
        persisted.add(cached);
        return cached;
    }

    /**
     * Rows on their way to a store that takes the rows of a task that runs again for other ones, if their values are.
     *
     * @param columns whose values tell rows from each other
     */
    public synchronized Dataset<Row> repeatable(Dataset<Row> rows, List<String> columns) {
        return cluster && !Repeatability.of(rows).same(columns) ? kept(rows) : rows;
    }

    private Dataset<Row> kept(Dataset<Row> rows) {
        if (directory.isEmpty()) {
            if (!said) {
                said = true;
                remark.accept(LOST);
            }
            return rows.localCheckpoint(true);
        }
        Configuration configuration = SessionFiles.configuration(rows.sparkSession());
        written = Optional.of(configuration);
        return KeptRows.write(rows, folder() + "/" + folders++, configuration);
    }

    private String folder() {
        return directory.orElseThrow() + "/" + attempt;
    }

    /** Whatever was kept is gone. */
    @Override
    public synchronized void close() {
        persisted.forEach(rows -> rows.unpersist(false));
        persisted.clear();
        written.ifPresent(this::remove);
        written = Optional.empty();
    }

    private void remove(Configuration configuration) {
        try {
            Path folder = new Path(folder());
            folder.getFileSystem(configuration).delete(folder, true);
        } catch (IOException e) {
            remark.accept("Rows that were kept in '" + folder() + "' while the activity ran cannot be deleted: "
                    + e.getMessage() + ". Delete the folder.");
        }
    }
}
