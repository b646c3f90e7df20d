package io.cosmosdataflow.store.sql.read;

import io.cosmosdataflow.store.sql.database.SqlFaults;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecificInternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;

/** Reads the rows of one statement, into one row that it fills again and again. */
final class SqlRowReader implements PartitionReader<InternalRow> {

    /** What each task gets. */
    record Factory(SqlRead read, List<SqlColumn> columns) implements PartitionReaderFactory {

        @Override
        public PartitionReader<InternalRow> createReader(InputPartition partition) {
            return new SqlRowReader(read, columns, ((SqlPart.Task) partition).statement());
        }
    }

    private final SqlRead read;
    private final SqlValue[] values;
    private final InternalRow row;
    private final Connection connection;
    private final SqlResult result;
    private long rows;

    SqlRowReader(SqlRead read, List<SqlColumn> columns, SqlStatement statement) {
        this.read = read;
        this.values = columns.stream().map(SqlValue::of).toArray(SqlValue[]::new);
        this.row = new SpecificInternalRow(SqlTable.schema(columns));
        this.connection = read.open();
        try {
            this.result = SqlResult.all(connection, statement, read.fetchSize(), read.timeout());
        } catch (SQLException e) {
            RuntimeException fault = SqlFaults.reading(read.database(), read.what(), e);
            release(fault);
            throw fault;
        }
    }

    @Override
    public boolean next() {
        try {
            if (!result.rows().next()) {
                return false;
            }
            for (int i = 0; i < values.length; i++) {
                row.setNullAt(i);
                values[i].move(result.rows(), row, i);
            }
            rows++;
            return true;
        } catch (SQLException e) {
            throw SqlFaults.reading(read.database(), read.what(), e);
        }
    }

    @Override
    public InternalRow get() {
        return row;
    }

    @Override
    public void close() {
        read.rowsRead().add(rows);
        rows = 0;
        try (connection) {
            result.close();
            connection.rollback();
        } catch (SQLException e) {
            throw SqlFaults.reading(read.database(), read.what(), e);
        }
    }

    private void release(RuntimeException fault) {
        try {
            connection.close();
        } catch (SQLException e) {
            fault.addSuppressed(e);
        }
    }
}
