package io.cosmosdataflow.store.http.read;

import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.http.WebRequest;
import io.cosmosdataflow.spark.UnorderedRows;
import io.cosmosdataflow.store.Columns;
import io.cosmosdataflow.store.http.page.Paging;
import io.cosmosdataflow.store.provider.WholeTable;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The documents of all pages as a table of Spark. The driver asks for the first page, once, however often the table is
 * read. Pages follow from each other, so that one task reads the others.
 */
final class RestTable extends WholeTable implements UnorderedRows {

    private static final StructType SCHEMA = new StructType().add(Columns.DOCUMENT, DataTypes.StringType, false);

    private final RestRead read;
    /** Null before it is asked for. */
    private FirstAnswer first;

    RestTable(RestRead read) {
        super("rest, " + read.linkedService(), SCHEMA, List.of(new Whole()), partition -> {
            throw new IllegalStateException("without the first page");
        });
        this.read = read;
    }

    /** @throws JobException {@code HttpCallFailed} if there is no answer, {@code FileNotFound} in local mode */
    @Override
    public synchronized PartitionReaderFactory createReaderFactory() {
        if (first == null) {
            first = ask();
        }
        return new Factory(read, first);
    }

    private FirstAnswer ask() {
        try {
            WebRequest request = new Paging(read.request(), read.rules()).first();
            FirstAnswer answer = new FirstAnswer(read.server().answer(request, true));
            read.bytes().add(answer.length());
            return answer;
        } catch (JobException e) {
            throw e.at(read.linkedService());
        }
    }

    private record Whole() implements InputPartition {}

    private record Factory(RestRead read, FirstAnswer first) implements PartitionReaderFactory {

        @Override
        public PartitionReader<InternalRow> createReader(InputPartition partition) {
            return new PageReader(read, first);
        }

        @Override
        public String toString() {
            return "rest, " + read.linkedService();
        }
    }
}
