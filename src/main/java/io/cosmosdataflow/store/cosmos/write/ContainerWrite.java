package io.cosmosdataflow.store.cosmos.write;

import io.cosmosdataflow.store.cosmos.client.ContainerAddress;
import io.cosmosdataflow.store.cosmos.client.PartitionKeyShape;
import io.cosmosdataflow.store.cosmos.write.bulk.WriteLimits;
import java.io.Serializable;

/**
 * A container that is written to, and how its documents are, on the driver and on executors.
 *
 * @param repeats whether an earlier run from the same start may have written some of the rows: an insert that
 *     meets an identical document then counts as written
 * @param columns whether documents are made of columns, where a null may be a member that is missing
 * @param absentDeletes whether a delete may find nothing; else it is refused, as Data Factory does
 */
public record ContainerWrite(
        ContainerAddress address,
        PartitionKeyShape partitionKey,
        WriteLimits limits,
        boolean repeats,
        boolean columns,
        boolean absentDeletes)
        implements Serializable {

    /** A first run. */
    public ContainerWrite(ContainerAddress address, PartitionKeyShape partitionKey, WriteLimits limits) {
        this(address, partitionKey, limits, false, false, false);
    }

    public ContainerWrite withRepeats(boolean may) {
        return new ContainerWrite(address, partitionKey, limits, may, columns, absentDeletes);
    }

    /** Of rows of a data flow. */
    public ContainerWrite ofColumns() {
        return new ContainerWrite(address, partitionKey, limits, repeats, true, absentDeletes);
    }

    public ContainerWrite withAbsentDeletes(boolean may) {
        return new ContainerWrite(address, partitionKey, limits, repeats, columns, may);
    }

    /** For one of so many tasks that run at a time. */
    ContainerWrite sharedBy(int tasks) {
        return new ContainerWrite(address, partitionKey, limits.sharedBy(tasks), repeats, columns, absentDeletes);
    }
}
