package io.cosmosdataflow.store.cosmos.read;

import io.cosmosdataflow.spark.UnorderedRows;
import io.cosmosdataflow.store.Columns;
import java.util.Set;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** Documents as texts, whichever way they are fetched. */
record DocumentsTable(DocumentsScan scan) implements SupportsRead, UnorderedRows {

    static final StructType SCHEMA = new StructType().add(Columns.DOCUMENT, DataTypes.StringType, false);

    @Override
    public String name() {
        return scan.description();
    }

    @Override
    @SuppressWarnings("deprecation") // the only schema method of Table that Spark 3.4 knows everywhere
    public StructType schema() {
        return SCHEMA;
    }

    @Override
    public Set<TableCapability> capabilities() {
        return Set.of(TableCapability.BATCH_READ);
    }

    @Override
    public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
        return () -> scan;
    }

    @Override
    public String toString() {
        return name();
    }
}
