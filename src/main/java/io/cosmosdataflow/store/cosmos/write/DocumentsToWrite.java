package io.cosmosdataflow.store.cosmos.write;

import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import io.cosmosdataflow.store.cosmos.client.PartitionKeyShape;
import java.io.Serializable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;

/** Where rows of {@link WriteRows} go, and within which limits. */
public record DocumentsToWrite(ContainerAddress address, PartitionKeyShape partitionKey, WriteLimits limits)
        implements Serializable {

    /**
     * Writes all rows, in one Spark job.
     *
     * @return what was done; documents that the service refuses are listed there and end nothing
     * @throws RuntimeException if the job fails: the source cannot be read, or Cosmos DB cannot be reached
     */
    public TaskOutcome write(Dataset<Row> rows) {
        OpenWrites.Write write = new OpenWrites.Write(this);
        String ticket = OpenWrites.add(write);
        try {
            rows.write()
                    .format(WritesProvider.class.getName())
                    .option(WritesProvider.TICKET, ticket)
                    .mode(SaveMode.Append)
                    .save();
            return write.outcome();
        } finally {
            OpenWrites.remove(ticket);
        }
    }
}
