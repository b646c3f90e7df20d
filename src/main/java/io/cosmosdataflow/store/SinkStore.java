package io.cosmosdataflow.store;

import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** One opened sink: a container, a file or a folder. */
public interface SinkStore extends AutoCloseable {

    /** Whether {@link #write} takes {@link Columns#DOCUMENT}s rather than named columns. */
    boolean hierarchical();

    /**
     * Writes all of {@code data}, in one pass over it. {@link Columns#FILE_PATH}, where present, says which
     * source file a row comes from.
     *
     * @return under the names of Data Factory's activity output: {@code rowsCopied}, {@code dataWritten}
     *     (bytes), {@code filesWritten}, {@code cosmos.requestCharge}, {@code cosmos.throttledRequests}, ...
     * @throws io.cosmosdataflow.diagnostic.JobException naming what could not be written
     */
    Map<String, Object> write(Dataset<Row> data);

    @Override
    void close();
}
