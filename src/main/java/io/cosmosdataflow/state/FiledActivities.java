package io.cosmosdataflow.state;

import java.util.AbstractList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/**
 * Activities of a run, of which those that ended first are in files, the parts, and are read when somebody asks for them:
 * one part is held at a time. Not to be changed.
 */
final class FiledActivities extends AbstractList<ActivityRecord> {

    private final List<Integer> parts;
    private final IntFunction<List<ActivityRecord>> reader;
    private final List<ActivityRecord> rest;
    private final int filed;
    private volatile Part held = new Part(-1, 0, List.of());

    /** @param first place of its first activity among all */
    private record Part(int number, int first, List<ActivityRecord> activities) {}

    /**
     * @param parts how many activities each part has
     * @param reader of a part, by its number
     * @param rest the activities that follow
     */
    FiledActivities(List<Integer> parts, IntFunction<List<ActivityRecord>> reader, Collection<ActivityRecord> rest) {
        this.parts = List.copyOf(parts);
        this.reader = reader;
        this.rest = List.copyOf(rest);
        this.filed = parts.stream().mapToInt(Integer::intValue).sum();
    }

    /** The list itself if it has parts, else a copy. */
    static List<ActivityRecord> copyOf(List<ActivityRecord> activities) {
        return activities instanceof FiledActivities filed ? filed : List.copyOf(activities);
    }

    /** The parts of a list, which has none if all of it is in memory. */
    static List<Integer> partsOf(List<ActivityRecord> activities) {
        return activities instanceof FiledActivities filed ? filed.parts : List.of();
    }

    /** What is in memory. */
    static List<ActivityRecord> restOf(List<ActivityRecord> activities) {
        return activities instanceof FiledActivities filed ? filed.rest : activities;
    }

    /** With other activities in the place of those in memory. */
    static List<ActivityRecord> withRest(List<ActivityRecord> activities, UnaryOperator<ActivityRecord> change) {
        List<ActivityRecord> changed = restOf(activities).stream().map(change).toList();
        return activities instanceof FiledActivities filed
                ? new FiledActivities(filed.parts, filed.reader, changed)
                : changed;
    }

    @Override
    public int size() {
        return filed + rest.size();
    }

    @Override
    public ActivityRecord get(int index) {
        Objects.checkIndex(index, size());
        if (index >= filed) {
            return rest.get(index - filed);
        }
        Part part = held;
        if (index < part.first() || index >= part.first() + part.activities().size()) {
            part = read(index);
            held = part;
        }
        return part.activities().get(index - part.first());
    }

    private Part read(int index) {
        int number = 0;
        int first = 0;
        while (index >= first + parts.get(number)) {
            first += parts.get(number);
            number++;
        }
        return new Part(number, first, reader.apply(number));
    }
}
