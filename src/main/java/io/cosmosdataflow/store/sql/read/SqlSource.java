package io.cosmosdataflow.store.sql.read;

import io.cosmosdataflow.store.SourceStore;
import io.cosmosdataflow.store.StoreMetrics;
import io.cosmosdataflow.store.sql.database.SqlDatabase;
import io.cosmosdataflow.store.sql.dialect.TableName;
import io.cosmosdataflow.store.sql.read.SqlReader.Reading;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A table, a query or a stored procedure as the source of a Copy activity: columns in their order, marked with their
 * interim types. Making one does no I/O.
 */
public final class SqlSource implements SourceStore {

    private final SqlReader reader;

    /** @param table of the dataset */
    public SqlSource(SqlDatabase database, Optional<TableName> table, SqlSourceSettings settings) {
        this.reader = new SqlReader(database, table, settings, 0, Reading.OF_A_COPY);
    }

    @Override
    public boolean hierarchical() {
        return false;
    }

    /** {@inheritDoc} Errors are those of {@link SqlReader#read}. */
    @Override
    public Dataset<Row> read(SparkSession spark) {
        return reader.read(spark);
    }

    /** {@code rowsRead}: what the database has handed to tasks that have ended. */
    @Override
    public StoreMetrics metrics() {
        return StoreMetrics.ofRows(reader.rowsRead());
    }

    @Override
    public void close() {
        // each task closes its connection
    }
}
