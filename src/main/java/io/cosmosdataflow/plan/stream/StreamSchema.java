package io.cosmosdataflow.plan.stream;

import io.cosmosdataflow.demand.RowMark;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The columns of a stream, in order.
 *
 * @param open whether the run may bring more columns than these: drifted ones, of which a check knows nothing
 * @param declared false if a source above declares no columns at all, so that no name can be called wrong
 */
public record StreamSchema(List<StreamColumn> columns, boolean open, boolean declared, Set<RowMark> marks) {

    public StreamSchema {
        columns = List.copyOf(columns);
        marks = marks.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(marks));
    }

    public static StreamSchema closed(List<StreamColumn> columns) {
        return new StreamSchema(columns, false, true, Set.of());
    }

    /** By name; the first of several, as a join may bring; another spelling of upper and lower case if unique. */
    public Optional<StreamColumn> find(String name) {
        return find(column -> true, name);
    }

    /** The column of that name that went through {@code stream}. */
    public Optional<StreamColumn> find(String stream, String name) {
        return find(column -> column.wentThrough(stream), name);
    }

    /** The column of that name that went through all of {@code streams}, as {@code A@B@name} says it. */
    public Optional<StreamColumn> find(List<String> streams, String name) {
        return find(column -> streams.stream().allMatch(column::wentThrough), name);
    }

    private Optional<StreamColumn> find(Predicate<StreamColumn> candidate, String name) {
        Optional<StreamColumn> exact = columns.stream()
                .filter(column -> column.name().equals(name) && candidate.test(column))
                .findFirst();
        if (exact.isPresent()) {
            return exact;
        }
        List<StreamColumn> near = columns.stream()
                .filter(column -> column.name().equalsIgnoreCase(name) && candidate.test(column))
                .toList();
        return near.size() == 1 ? Optional.of(near.get(0)) : Optional.empty();
    }

    public List<String> names() {
        return columns.stream().map(StreamColumn::name).toList();
    }

    /** All columns one stream further. */
    public StreamSchema through(String stream) {
        return withColumns(
                columns.stream().map(column -> column.through(stream)).toList());
    }

    public StreamSchema withColumns(List<StreamColumn> others) {
        return new StreamSchema(others, open, declared, marks);
    }

    public StreamSchema withMark(RowMark mark) {
        Set<RowMark> more = EnumSet.of(mark);
        more.addAll(marks);
        return new StreamSchema(columns, open, declared, more);
    }

    public StreamSchema withoutMark(RowMark mark) {
        return new StreamSchema(
                columns,
                open,
                declared,
                marks.stream().filter(each -> each != mark).collect(Collectors.toSet()));
    }

    public StreamSchema withoutMarks() {
        return new StreamSchema(columns, open, declared, Set.of());
    }

    /** A name for the Dataset that no column of this schema has, like {@code wanted}. */
    public static String freeSlot(String wanted, Set<String> taken) {
        String slot = wanted;
        for (int i = 2; taken.contains(slot); i++) {
            slot = wanted + "#" + i;
        }
        return slot;
    }

    /** The columns with {@code more} behind them; slots that both have are renamed in {@code more}. */
    public List<StreamColumn> joined(List<StreamColumn> more) {
        Set<String> taken = new HashSet<>();
        List<StreamColumn> all = new ArrayList<>(columns);
        columns.forEach(column -> taken.add(column.slot()));
        more.forEach(column -> {
            String slot = freeSlot(column.slot(), taken);
            taken.add(slot);
            all.add(column.withSlot(slot));
        });
        return all;
    }
}
