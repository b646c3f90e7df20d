package io.cosmosdataflow.store.sql.flow;

import io.cosmosdataflow.project.Projection;
import io.cosmosdataflow.project.TableColumns;
import io.cosmosdataflow.project.TypeHints;
import io.cosmosdataflow.store.StoreMetrics;
import io.cosmosdataflow.store.kind.FlowSourceStore;
import io.cosmosdataflow.store.sql.database.SqlDatabase;
import io.cosmosdataflow.store.sql.read.SqlReader;
import io.cosmosdataflow.store.sql.read.SqlReader.Reading;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A table, a query or a stored procedure as a source of a mapping data flow. Spark tells the database by itself which
 * columns and rows it needs, where no conversion stands between. Making one does no I/O. Not thread-safe.
 */
public final class SqlFlowSource implements FlowSourceStore {

    private final SqlReader reader;
    private final TypeHints hints;

    public SqlFlowSource(SqlDatabase database, SqlFlowSourceSettings settings, TypeHints hints) {
        this.reader =
                new SqlReader(database, settings.table(), settings.source(), settings.batchSize(), Reading.OF_A_FLOW);
        this.hints = Objects.requireNonNull(hints, "hints");
    }

    /** {@inheritDoc} Types that are inferred are those of the database; its texts stay texts. */
    @Override
    public Dataset<Row> read(SparkSession spark, Projection projection) {
        Dataset<Row> rows = reader.read(spark);
        // Drivers give types of their own as texts, and so does a table of local mode that has no rows to tell them
        return new TableColumns(projection, hints, TableColumns.Texts.OF_A_DRIVER)
                .of(rows, () -> rows.limit(0), List.of());
    }

    @Override
    public void finishAfterSuccess(SparkSession spark) {
        // a table is left as it is
    }

    /** {@inheritDoc} Rows that the database has handed to tasks that have ended. */
    @Override
    public StoreMetrics metrics() {
        return StoreMetrics.ofRows(reader.rowsRead());
    }
}
