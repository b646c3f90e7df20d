package io.cosmosdataflow.store.cosmos.read;

import io.cosmosdataflow.store.Columns;
import io.cosmosdataflow.store.UnorderedRows;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** The DataSource V2 that gives documents as text. Its only option is a ticket of this driver. */
public final class DocumentsProvider implements TableProvider {

    static final String TICKET = "ticket";
    static final StructType SCHEMA = new StructType().add(Columns.DOCUMENT, DataTypes.StringType, false);

    @Override
    public StructType inferSchema(CaseInsensitiveStringMap options) {
        return SCHEMA;
    }

    @Override
    public Table getTable(StructType schema, Transform[] partitioning, Map<String, String> properties) {
        return new DocumentsTable(OpenReads.get(new CaseInsensitiveStringMap(properties).get(TICKET)));
    }

    private record DocumentsTable(OpenReads.Read read) implements SupportsRead, UnorderedRows {

        @Override
        public String name() {
            return "cosmos " + read.documents().shown();
        }

        @Override
        public StructType schema() {
            return SCHEMA;
        }

        @Override
        public Set<TableCapability> capabilities() {
            return EnumSet.of(TableCapability.BATCH_READ);
        }

        @Override
        public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
            boolean merges = read.documents().query().filter(QueryShape::merges).isPresent();
            return () -> merges
                    ? new MergedScan(read.documents(), read.meter())
                    : new PartitionedScan(read.documents(), read.meter());
        }

        @Override
        public String toString() {
            return name();
        }
    }
}
