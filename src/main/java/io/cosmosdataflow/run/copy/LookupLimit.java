package io.cosmosdataflow.run.copy;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.Columns;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * How much a lookup gives. Rows beyond the most are cut, and no more of the source is read than that needs; rows that
 * together take more than the most bytes are an error.
 *
 * <p>Source: Microsoft Learn, control-flow-lookup-activity, "The Lookup activity can return up to 5000 rows; if the
 * result set contains more records, the first 5000 rows will be returned", "The Lookup activity output supports up to 4
 * MB in size, activity will fail if the size exceeds the limit."
 */
record LookupLimit(int rows, long bytes) {

    private static final long FOUR_MB = 4L << 20;

    static final LookupLimit ONE_ROW = new LookupLimit(1, FOUR_MB);
    static final LookupLimit OF_SERVICE = new LookupLimit(5_000, FOUR_MB);
    static final LookupLimit NONE = new LookupLimit(Integer.MAX_VALUE, Long.MAX_VALUE);

    /**
     * At most one row more than the limit: it tells that there are more.
     *
     * @throws JobException {@link ErrorCode#LookupTooLarge}
     */
    List<String> of(Dataset<Row> documents) {
        Dataset<String> texts = documents.select(Columns.DOCUMENT).as(Encoders.STRING());
        if (equals(NONE)) {
            return texts.collectAsList();
        }
        long most = bytes;
        // A task stops where it is too much already, so that the driver never has much more.
        MapPartitionsFunction<String, String> upTo = rows -> new UpTo(rows, most);
        List<String> found = texts.mapPartitions(upTo, Encoders.STRING()).takeAsList(equals(ONE_ROW) ? 1 : rows + 1);
        if (kept(found).stream().mapToLong(LookupLimit::length).sum() > bytes) {
            throw JobException.of(
                    ErrorCode.LookupTooLarge,
                    "The rows that were looked up take more than 4 MB, which is the most that Data Factory returns."
                            + " Select fewer columns or rows"
                            + (equals(ONE_ROW) ? "." : ", or lift the limits with --lookup-limit none."));
        }
        return found;
    }

    boolean isCut(List<String> found) {
        return found.size() > rows;
    }

    List<String> kept(List<String> found) {
        return isCut(found) ? found.subList(0, rows) : found;
    }

    String cutRemark() {
        return "there are more than " + rows + " rows, which is the most that Data Factory looks up; the others are"
                + " left out. --lookup-limit none gives them all.";
    }

    private static long length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** The elements up to the one with which they are too long. */
    private static final class UpTo implements Iterator<String> {

        private final Iterator<String> all;
        private final long most;
        private long given;

        UpTo(Iterator<String> all, long most) {
            this.all = all;
            this.most = most;
        }

        @Override
        public boolean hasNext() {
            return given <= most && all.hasNext();
        }

        @Override
        public String next() {
            String next = all.next();
            given += length(next);
            return next;
        }
    }
}
