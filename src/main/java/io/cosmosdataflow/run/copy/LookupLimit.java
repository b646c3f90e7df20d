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
 *
 * @param lifted there is neither limit
 */
record LookupLimit(boolean firstRowOnly, boolean lifted) {

    private static final int MOST_ROWS = 5_000;
    private static final long MOST_BYTES = 4L << 20;

    /**
     * Where rows may be cut, one more than the most: it tells that there are more.
     *
     * @throws JobException {@link ErrorCode#LookupTooLarge}
     */
    List<String> of(Dataset<Row> documents) {
        Dataset<String> texts = documents.select(Columns.DOCUMENT).as(Encoders.STRING());
        if (lifted) {
            return firstRowOnly ? texts.takeAsList(1) : texts.collectAsList();
        }
        // A task stops where it is too much already, so that the driver never has much more.
        MapPartitionsFunction<String, String> upTo = UpTo::new;
        List<String> found = texts.mapPartitions(upTo, Encoders.STRING()).takeAsList(firstRowOnly ? 1 : MOST_ROWS + 1);
        if (kept(found).stream().mapToLong(LookupLimit::length).sum() > MOST_BYTES) {
            throw JobException.of(
                    ErrorCode.LookupTooLarge,
                    "The rows that were looked up take more than 4 MB, which is the most that Data Factory returns."
                            + " Select fewer columns or rows, or lift the limit with --lookup-limit none.");
        }
        return found;
    }

    boolean isCut(List<String> found) {
        return !lifted && found.size() > MOST_ROWS;
    }

    List<String> kept(List<String> found) {
        return isCut(found) ? found.subList(0, MOST_ROWS) : found;
    }

    static String cutRemark() {
        return "there are more than " + MOST_ROWS + " rows, which is the most that Data Factory looks up; the others"
                + " are left out. --lookup-limit none gives them all.";
    }

    private static long length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** The elements up to the one with which they are too long. */
    private static final class UpTo implements Iterator<String> {

        private final Iterator<String> all;
        private long given;

        UpTo(Iterator<String> all) {
            this.all = all;
        }

        @Override
        public boolean hasNext() {
            return given <= MOST_BYTES && all.hasNext();
        }

        @Override
        public String next() {
            String next = all.next();
            given += length(next);
            return next;
        }
    }
}
