package io.cosmosdataflow.store.sql.read;

import io.cosmosdataflow.spark.UnorderedRows;
import io.cosmosdataflow.store.provider.OpenTables;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * The rows of some statements with the same columns, as a table of Spark.
 *
 * @param parts one for each task
 */
record SqlTable(SqlRead read, List<SqlColumn> fields, List<SqlPart> parts) implements SupportsRead, UnorderedRows {

    SqlTable {
        Objects.requireNonNull(read, "read");
        fields = List.copyOf(fields);
        parts = List.copyOf(parts);
    }

    /** Lazily. */
    Dataset<Row> dataset(SparkSession spark) {
        return OpenTables.read(spark, this);
    }

    @Override
    public String name() {
        return read.database().kind().shown() + " " + read.what();
    }

    @Override
    @SuppressWarnings("deprecation") // the only schema method of Table that Spark 3.4 knows everywhere
    public StructType schema() {
        return schema(fields);
    }

    static StructType schema(List<SqlColumn> columns) {
        StructType schema = new StructType();
        for (SqlColumn column : columns) {
            schema = schema.add(column.field());
        }
        return schema;
    }

    @Override
    public Set<TableCapability> capabilities() {
        return Set.of(TableCapability.BATCH_READ);
    }

    @Override
    public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
        return new SqlScanBuilder(this);
    }

    @Override
    public String toString() {
        return name();
    }
}
