package io.cosmosdataflow.plan.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.types.DataType;

/**
 * A column of a stream.
 *
 * @param slot its name in the Dataset, which is unique there; {@code name} need not be after a join
 * @param drifted whether it came with the data instead of being declared
 * @param streams the streams that the column went through unchanged, from the one that made it on
 */
public record StreamColumn(String name, String slot, DataType type, boolean drifted, List<String> streams) {

    public StreamColumn {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(slot, "slot");
        Objects.requireNonNull(type, "type");
        streams = List.copyOf(streams);
    }

    /** The stream that made the column; what {@code origin} means in a column pattern. */
    public String origin() {
        return streams.isEmpty() ? "" : streams.get(0);
    }

    public boolean wentThrough(String stream) {
        return streams.contains(stream);
    }

    /** The same column, one stream further. */
    public StreamColumn through(String stream) {
        if (wentThrough(stream)) {
            return this;
        }
        List<String> further = new ArrayList<>(streams);
        further.add(stream);
        return new StreamColumn(name, slot, type, drifted, further);
    }

    public StreamColumn withSlot(String other) {
        return new StreamColumn(name, other, type, drifted, streams);
    }

    public StreamColumn withType(DataType other) {
        return new StreamColumn(name, slot, other, drifted, streams);
    }
}
