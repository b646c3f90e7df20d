package io.cosmosdataflow.fuzz.model;

import static io.cosmosdataflow.fuzz.model.ModelExpression.name;
import static io.cosmosdataflow.fuzz.model.ModelExpression.with;
import static io.cosmosdataflow.fuzz.model.ModelType.DOUBLE;
import static io.cosmosdataflow.fuzz.model.ModelType.INTEGER;
import static io.cosmosdataflow.fuzz.model.ModelType.LONG;

import io.cosmosdataflow.fuzz.model.ModelSteps.Step;
import io.cosmosdataflow.fuzz.model.ModelTable.Column;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;

/**
 * Transformations over groups of rows: aggregate, pivot, window.
 *
 * <p>Source: Microsoft Learn, data-flow-aggregate, data-flow-pivot, data-flow-window; the standard of SQL for the frame of
 * a sorted window.
 */
final class ModelGroups {

    private final Random random;

    /** An aggregate over the values of a column in some rows. */
    private record Aggregate(String text, ModelType type, Function<List<List<Object>>, Object> value) {}

    ModelGroups(Random random) {
        this.random = random;
    }

    private Aggregate aggregate(ModelTable table, List<Column> of) {
        Column column = ModelType.one(random, of);
        int at = table.index(column.name());
        String name = name(column.name());
        List<Column> numbers =
                of.stream().filter(each -> each.type() == INTEGER).toList();
        int choice = random.nextInt(numbers.isEmpty() ? 5 : 8);
        if (choice >= 5) {
            Column number = ModelType.one(random, numbers);
            int place = table.index(number.name());
            String summed = name(number.name());
            return choice == 7
                    ? new Aggregate("avg(" + summed + ")", DOUBLE, rows -> average(present(rows, place)))
                    : new Aggregate("sum(" + summed + ")", LONG, rows -> sum(present(rows, place)));
        }
        return switch (choice) {
            case 0 -> new Aggregate("count()", LONG, rows -> (long) rows.size());
            case 1 -> new Aggregate("count(" + name + ")", LONG, rows ->
                    (long) present(rows, at).size());
            case 2 -> new Aggregate(
                    "countDistinct(" + name + ")", LONG, rows -> (long) new HashSet<>(present(rows, at)).size());
            case 3 -> new Aggregate("min(" + name + ")", column.type(), rows -> present(rows, at).stream()
                    .min(ModelTable::compare)
                    .orElse(null));
            default -> new Aggregate("max(" + name + ")", column.type(), rows -> present(rows, at).stream()
                    .max(ModelTable::compare)
                    .orElse(null));
        };
    }

    private static List<Object> present(List<List<Object>> rows, int at) {
        return rows.stream().map(row -> row.get(at)).filter(Objects::nonNull).toList();
    }

    private static Object sum(List<Object> values) {
        return values.isEmpty()
                ? null
                : values.stream().mapToLong(value -> (Integer) value).sum();
    }

    private static Object average(List<Object> values) {
        return values.isEmpty() ? null : (double) (Long) sum(values) / values.size();
    }

    private static Map<List<Object>, List<List<Object>>> grouped(ModelTable table, List<Column> by) {
        Map<List<Object>, List<List<Object>>> groups = new LinkedHashMap<>();
        for (List<Object> row : table.rows()) {
            List<Object> key = new ArrayList<>();
            by.forEach(column -> key.add(row.get(table.index(column.name()))));
            groups.computeIfAbsent(key, none -> new ArrayList<>()).add(row);
        }
        return groups;
    }

    /** NULL is a group; without groups there is one row, whatever comes in. */
    Step aggregate(ModelTable table) {
        List<Column> scalars = table.of(ModelType::sortable);
        if (scalars.isEmpty()) {
            return new Step(
                    "aggregate(c = count())", new ModelTable(List.of(new Column("c", LONG)), List.of(List.of((long)
                            table.rows().size()))));
        }
        List<Column> by = new ArrayList<>();
        for (Column column : scalars) {
            if (by.size() < 2 && random.nextInt(scalars.size()) < 2) {
                by.add(column);
            }
        }
        List<Column> columns = new ArrayList<>(by);
        List<Aggregate> aggregates = new ArrayList<>();
        List<String> arguments = new ArrayList<>();
        if (!by.isEmpty()) {
            arguments.add("groupBy("
                    + String.join(
                            ", ", by.stream().map(each -> name(each.name())).toList()) + ")");
        }
        for (int i = 0; i < 1 + random.nextInt(3); i++) {
            Aggregate made = aggregate(table, scalars);
            aggregates.add(made);
            String name = fresh("g" + i, by);
            columns.add(new Column(name, made.type()));
            arguments.add(name + " = " + made.text());
        }
        Map<List<Object>, List<List<Object>>> groups = grouped(table, by);
        if (by.isEmpty()) {
            groups = Map.of(List.of(), table.rows());
        }
        List<List<Object>> rows = new ArrayList<>();
        groups.forEach((key, members) -> {
            List<Object> row = new ArrayList<>(key);
            aggregates.forEach(each -> row.add(each.value().apply(members)));
            rows.add(row);
        });
        return new Step("aggregate(" + String.join(", ", arguments) + ")", new ModelTable(columns, rows));
    }

    Step countBy(ModelTable table, String by) {
        Column group = table.columns().get(table.index(by));
        List<List<Object>> rows = new ArrayList<>();
        grouped(table, List.of(group)).forEach((key, members) -> rows.add(with(key, (long) members.size())));
        String count = fresh("c", List.of(group));
        return new Step(
                "aggregate(groupBy(" + name(by) + "), " + count + " = count())",
                new ModelTable(List.of(group, new Column(count, LONG)), rows));
    }

    /** A name that none of the columns has, as two of one name are an error. */
    private static String fresh(String name, List<Column> taken) {
        return taken.stream().anyMatch(each -> each.name().equals(name)) ? fresh(name + "_", taken) : name;
    }

    /**
     * Of the values that are named, the sum in a column each, NULL where there is nothing to sum.
     *
     * @param made what the names of those columns begin with; no column of the table has such a name
     */
    Step pivot(ModelTable table, Column group, Column key, Column value, String made) {
        List<String> values = List.of("a", "b", "ab");
        List<Column> columns = new ArrayList<>(List.of(group));
        values.forEach(each -> columns.add(new Column(made + each, LONG)));
        int at = table.index(key.name());
        int summed = table.index(value.name());
        List<List<Object>> rows = new ArrayList<>();
        grouped(table, List.of(group)).forEach((found, members) -> {
            List<Object> row = new ArrayList<>(found);
            for (String each : values) {
                List<Object> numbers = present(
                        members.stream()
                                .filter(member -> each.equals(member.get(at)))
                                .toList(),
                        summed);
                row.add(
                        numbers.isEmpty()
                                ? null
                                : numbers.stream()
                                        .mapToLong(number -> ((Number) number).longValue())
                                        .sum());
            }
            rows.add(row);
        });
        return new Step(
                "pivot(groupBy(" + name(group.name()) + "), pivotBy(" + name(key.name()) + ", ['a', 'b', 'ab']), "
                        + made + " = sum(" + name(value.name()) + "))",
                new ModelTable(columns, rows));
    }

    /** Sorted, up to the current row and its equals; unsorted, the whole partition. */
    Step window(ModelTable table, Column key, String made) {
        List<Column> scalars = table.of(ModelType::sortable);
        Column over = ModelType.one(random, scalars);
        boolean sorted = random.nextInt(4) > 0;
        boolean ascending = random.nextBoolean();
        boolean nullsFirst = random.nextBoolean();
        boolean place = sorted && random.nextInt(3) == 0;
        Aggregate aggregate = aggregate(table, scalars);
        int at = table.index(key.name());
        Comparator<List<Object>> order = (one, other) -> {
            Object left = one.get(at);
            Object right = other.get(at);
            if (left == null || right == null) {
                return left == right ? 0 : (left == null) == nullsFirst ? -1 : 1;
            }
            return ascending ? ModelTable.compare(left, right) : ModelTable.compare(right, left);
        };
        List<Column> columns = new ArrayList<>(table.columns());
        columns.add(new Column(made, place ? INTEGER : aggregate.type()));
        List<List<Object>> rows = new ArrayList<>();
        grouped(table, List.of(over)).forEach((group, members) -> {
            for (List<Object> row : members) {
                List<List<Object>> seen = !sorted
                        ? members
                        : members.stream()
                                .filter(other -> order.compare(other, row) <= 0)
                                .toList();
                long before = members.stream()
                        .filter(other -> order.compare(other, row) < 0)
                        .count();
                rows.add(with(
                        row,
                        place ? (Object) (int) (before + 1) : aggregate.value().apply(seen)));
            }
        });
        String sort = (ascending ? "asc(" : "desc(") + name(key.name()) + ", " + nullsFirst + "), ";
        return new Step(
                "window(over(" + name(over.name()) + "), " + (sorted ? sort : "") + made + " = "
                        + (place ? "rank()" : aggregate.text()) + ")",
                new ModelTable(columns, rows));
    }
}
