package io.cosmosdataflow.store.http.read;

import io.cosmosdataflow.spark.UnorderedRows;
import io.cosmosdataflow.store.Columns;
import io.cosmosdataflow.store.provider.WholeTable;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The documents of all pages as a table of Spark. Pages follow from each other, so that one task reads them. */
final class RestTable extends WholeTable implements UnorderedRows {

    private static final StructType SCHEMA = new StructType().add(Columns.DOCUMENT, DataTypes.StringType, false);

    RestTable(RestRead read) {
        super("rest, " + read.linkedService(), SCHEMA, List.of(new Whole()), new Factory(read));
    }

    private record Whole() implements InputPartition {}

    private record Factory(RestRead read) implements PartitionReaderFactory {

        @Override
        public PartitionReader<InternalRow> createReader(InputPartition partition) {
            return new PageReader(read);
        }

        @Override
        public String toString() {
            return "rest, " + read.linkedService();
        }
    }
}
