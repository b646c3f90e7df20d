package io.cosmosdataflow.store.file;

import io.cosmosdataflow.store.SourceStore;
import io.cosmosdataflow.store.StoreMetrics;
import io.cosmosdataflow.store.file.format.FileDataset;
import io.cosmosdataflow.store.file.web.FetchedFile;
import io.cosmosdataflow.store.kind.Opening;
import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The answer of a server as the source of a Copy activity, as a {@link FileSource}. Making one sends nothing. */
final class HttpFileSource implements SourceStore {

    private final HttpFiles.End end;
    private final Opening with;
    /** Null before the answer is there. */
    private FetchedFile fetched;

    private FileSource file;

    HttpFileSource(HttpFiles.End end, Opening with) {
        this.end = Objects.requireNonNull(end, "end");
        this.with = Objects.requireNonNull(with, "with");
    }

    @Override
    public boolean hierarchical() {
        return end.files().hierarchical();
    }

    /**
     * @throws io.cosmosdataflow.diagnostic.JobException as {@link FileSource#read} and {@link
     *     io.cosmosdataflow.store.file.web.HttpFile#fetch}
     */
    @Override
    public Dataset<Row> read(SparkSession spark) {
        close();
        fetched = end.answer().fetch(with.withSpark(spark));
        file = new FileSource(
                new FileDataset(end.files().format(), fetched.location()),
                end.settings(),
                fetched.root(),
                with.skipped());
        return file.read(spark);
    }

    @Override
    public StoreMetrics metrics() {
        return file == null ? StoreMetrics.NONE : file.metrics();
    }

    @Override
    public void close() {
        if (file != null) {
            file.close();
        }
        if (fetched != null) {
            fetched.close();
        }
        fetched = null;
    }
}
