package io.cosmosdataflow.plan.analysis;

import io.cosmosdataflow.plan.expression.Assignments.Assigned;
import io.cosmosdataflow.plan.expression.TypedExpression;
import io.cosmosdataflow.plan.expression.TypedExpression.ColumnValue;
import io.cosmosdataflow.plan.node.Output;
import io.cosmosdataflow.plan.stream.StreamColumn;
import io.cosmosdataflow.plan.stream.StreamSchema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.types.DataType;

/** The columns that a transformation makes, each with a slot of its own. */
public final class MadeColumns {

    private final String stream;
    private final List<Output> outputs = new ArrayList<>();
    private final Set<String> slots = new HashSet<>();

    public MadeColumns(String stream) {
        this.stream = stream;
    }

    /** All columns of a stream, as they are. */
    static MadeColumns keeping(StreamSchema schema, String stream) {
        MadeColumns columns = new MadeColumns(stream);
        schema.columns().forEach(columns::keep);
        return columns;
    }

    /** The column goes on under its name and slot. */
    public void keep(StreamColumn column) {
        slots.add(column.slot());
        outputs.add(new Output(column.through(stream), new ColumnValue(column)));
    }

    /** A new column; one that only passes keeps where it came from. */
    void add(String name, TypedExpression value) {
        outputs.add(new Output(column(name, value, freeSlot(name)), value));
    }

    /** As {@link #add}, but the first column of that name is replaced where it stands. */
    void put(Assigned assigned) {
        for (int i = 0; i < outputs.size(); i++) {
            StreamColumn before = outputs.get(i).column();
            if (before.name().equals(assigned.name())) {
                outputs.set(i, new Output(column(assigned.name(), assigned.value(), before.slot()), assigned.value()));
                return;
            }
        }
        add(assigned.name(), assigned.value());
    }

    /** As {@link #add}, unless there is a column of that name. */
    public void addIfAbsent(String name, TypedExpression value) {
        if (!has(name)) {
            add(name, value);
        }
    }

    boolean has(String name) {
        return outputs.stream().anyMatch(output -> output.column().name().equals(name));
    }

    StreamColumn reserve(String name, DataType type) {
        return new StreamColumn(name, freeSlot(name), type, false, List.of(stream));
    }

    private StreamColumn column(String name, TypedExpression value, String slot) {
        return value instanceof ColumnValue same && same.column().name().equals(name)
                ? same.column().through(stream).withSlot(slot)
                : new StreamColumn(name, slot, value.type(), false, List.of(stream));
    }

    private String freeSlot(String name) {
        String slot = StreamSchema.freeSlot(name, slots);
        slots.add(slot);
        return slot;
    }

    public List<Output> outputs() {
        return List.copyOf(outputs);
    }

    public List<StreamColumn> columns() {
        return outputs.stream().map(Output::column).toList();
    }
}
