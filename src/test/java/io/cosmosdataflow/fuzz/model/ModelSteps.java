package io.cosmosdataflow.fuzz.model;

import static io.cosmosdataflow.fuzz.model.ModelExpression.name;
import static io.cosmosdataflow.fuzz.model.ModelExpression.with;
import static io.cosmosdataflow.fuzz.model.ModelType.BOOLEAN;
import static io.cosmosdataflow.fuzz.model.ModelType.DATE;
import static io.cosmosdataflow.fuzz.model.ModelType.INTEGER;
import static io.cosmosdataflow.fuzz.model.ModelType.LONG;
import static io.cosmosdataflow.fuzz.model.ModelType.STRING;

import io.cosmosdataflow.fuzz.model.ModelExpression.Maker;
import io.cosmosdataflow.fuzz.model.ModelTable.Column;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Each transformation as a statement, and as what the documentation says it does with rows.
 *
 * <p>Source: Microsoft Learn, the pages data-flow-*.
 */
final class ModelSteps {

    private static final int DEPTH = 2;

    private final Random random;
    private final ModelGroups groups;

    /** @param branch the number of the branch that goes on, of a split */
    record Step(String statement, ModelTable result, List<String> branches, int branch) {
        Step(String statement, ModelTable result) {
            this(statement, result, List.of(), 0);
        }
    }

    record Altered(Step mark, Step shown) {}

    ModelSteps(Random random) {
        this.random = random;
        this.groups = new ModelGroups(random);
    }

    private Maker maker(ModelTable table) {
        return new Maker(random, table);
    }

    /** Rows whose condition is NULL go. */
    Step filter(ModelTable table) {
        ModelExpression condition = maker(table).of(BOOLEAN, DEPTH);
        return new Step("filter(" + condition.text() + ")", kept(table, condition));
    }

    private static ModelTable kept(ModelTable table, ModelExpression condition) {
        return new ModelTable(
                table.columns(),
                table.rows().stream()
                        .filter(row -> Boolean.TRUE.equals(condition.value().apply(row)))
                        .toList());
    }

    /** Each right side sees the input; a column of the name is replaced where it stands. */
    Step derive(ModelTable table, String made) {
        ModelExpression value =
                maker(table).of(ModelType.one(random, List.of(INTEGER, STRING, BOOLEAN, DATE)), DEPTH + 1);
        List<Column> columns = new ArrayList<>(table.columns());
        Column replaced = random.nextInt(3) == 0 ? ModelType.one(random, columns) : null;
        String target = replaced == null ? made : replaced.name();
        int at = replaced == null ? columns.size() : table.index(target);
        Column column = new Column(target, value.type());
        if (replaced == null) {
            columns.add(column);
        } else {
            columns.set(at, column);
        }
        List<List<Object>> rows = new ArrayList<>();
        for (List<Object> row : table.rows()) {
            List<Object> changed = with(row, null).subList(0, columns.size());
            changed.set(at, value.value().apply(row));
            rows.add(changed);
        }
        return new Step("derive(" + name(target) + " = " + value.text() + ")", new ModelTable(columns, rows));
    }

    /** Some columns in another order, some under other names, one twice. */
    Step select(ModelTable table) {
        boolean skipInputs = random.nextBoolean();
        List<Column> chosen = new ArrayList<>(table.columns());
        java.util.Collections.shuffle(chosen, random);
        if (chosen.size() > 3) {
            chosen.remove(0);
        }
        chosen.add(ModelType.one(random, chosen));
        List<String> mapping = new ArrayList<>();
        List<Column> columns = new ArrayList<>();
        List<Integer> from = new ArrayList<>();
        Set<String> inputs = new HashSet<>();
        Set<String> outputs = new HashSet<>();
        for (Column column : chosen) {
            String target = random.nextInt(4) == 0 ? "n_" + column.name().length() : column.name();
            mapping.add(target.equals(column.name()) ? name(target) : name(target) + " = " + name(column.name()));
            boolean again = skipInputs && inputs.contains(column.name());
            if (!again && outputs.add(target)) {
                inputs.add(column.name());
                columns.add(new Column(target, column.type()));
                from.add(table.index(column.name()));
            }
        }
        String statement = "select(mapColumn(" + String.join(", ", mapping) + "), skipDuplicateMapInputs: " + skipInputs
                + ", skipDuplicateMapOutputs: true)";
        return new Step(statement, picked(table, columns, from));
    }

    private static ModelTable picked(ModelTable table, List<Column> columns, List<Integer> from) {
        List<List<Object>> rows = new ArrayList<>();
        for (List<Object> row : table.rows()) {
            List<Object> picked = new ArrayList<>();
            from.forEach(index -> picked.add(row.get(index)));
            rows.add(picked);
        }
        return new ModelTable(columns, rows);
    }

    Step prefixed(ModelTable table, String prefix) {
        return renamed(table, prefix, table.columns());
    }

    Step plain(ModelTable table, boolean flat) {
        List<Column> kept = flat ? table.of(ModelType::scalar) : table.columns();
        return renamed(table, "p", kept.isEmpty() ? table.columns() : kept);
    }

    private static Step renamed(ModelTable table, String prefix, List<Column> kept) {
        List<Column> columns = new ArrayList<>();
        List<String> mapping = new ArrayList<>();
        List<Integer> from = new ArrayList<>();
        for (Column column : kept) {
            String target = prefix + columns.size();
            columns.add(new Column(target, column.type()));
            mapping.add(name(target) + " = " + name(column.name()));
            from.add(table.index(column.name()));
        }
        return new Step("select(mapColumn(" + String.join(", ", mapping) + "))", picked(table, columns, from));
    }

    Step aggregate(ModelTable table) {
        return groups.aggregate(table);
    }

    Step countBy(ModelTable table, String by) {
        return groups.countBy(table, by);
    }

    Step window(ModelTable table, Column key, String made) {
        return groups.window(table, key, made);
    }

    Step pivot(ModelTable table, Column group, Column key, Column value, String made) {
        return groups.pivot(table, group, key, value, made);
    }

    /** NULL is equal to nothing. */
    Step join(ModelTable left, ModelTable right, Column key, Column with) {
        String type = ModelType.one(random, List.of("inner", "left", "right", "outer"));
        List<Column> columns = new ArrayList<>(left.columns());
        columns.addAll(right.columns());
        List<List<Object>> rows = new ArrayList<>();
        Set<Integer> matched = new HashSet<>();
        for (List<Object> row : left.rows()) {
            boolean any = false;
            for (int i = 0; i < right.rows().size(); i++) {
                if (equal(row, left, key, right.rows().get(i), right, with)) {
                    rows.add(together(row, right.rows().get(i)));
                    matched.add(i);
                    any = true;
                }
            }
            if (!any && (type.equals("left") || type.equals("outer"))) {
                rows.add(together(row, nulls(right.columns().size())));
            }
        }
        for (int i = 0; i < right.rows().size(); i++) {
            if (!matched.contains(i) && (type.equals("right") || type.equals("outer"))) {
                rows.add(together(nulls(left.columns().size()), right.rows().get(i)));
            }
        }
        return new Step(
                "join(" + name(key.name()) + " == " + name(with.name()) + ", joinType: '" + type
                        + "', broadcast: 'auto')",
                new ModelTable(columns, rows));
    }

    Step exists(ModelTable left, ModelTable right, Column key, Column with) {
        boolean negate = random.nextBoolean();
        List<List<Object>> rows = left.rows().stream()
                .filter(row ->
                        negate != right.rows().stream().anyMatch(other -> equal(row, left, key, other, right, with)))
                .toList();
        return new Step(
                "exists(" + name(key.name()) + " == " + name(with.name()) + ", negate: " + negate
                        + ", broadcast: 'auto')",
                new ModelTable(left.columns(), rows));
    }

    /** All matches, and rows without one. */
    Step lookup(ModelTable left, ModelTable right, Column key, Column with) {
        List<Column> columns = new ArrayList<>(left.columns());
        columns.addAll(right.columns());
        List<List<Object>> rows = new ArrayList<>();
        for (List<Object> row : left.rows()) {
            List<List<Object>> matches = right.rows().stream()
                    .filter(other -> equal(row, left, key, other, right, with))
                    .toList();
            matches.forEach(match -> rows.add(together(row, match)));
            if (matches.isEmpty()) {
                rows.add(together(row, nulls(right.columns().size())));
            }
        }
        return new Step(
                "lookup(" + name(key.name()) + " == " + name(with.name()) + ", multiple: true, broadcast: 'auto')",
                new ModelTable(columns, rows));
    }

    /** One row of the right side at most; its columns are not in the result. */
    Step found(ModelTable left, ModelTable right, Column key, Column with, String made) {
        List<Column> columns = new ArrayList<>(left.columns());
        columns.add(new Column(made, BOOLEAN));
        List<List<Object>> rows = left.rows().stream()
                .map(row ->
                        with(row, right.rows().stream().anyMatch(other -> equal(row, left, key, other, right, with))))
                .toList();
        return new Step(
                "lookup(" + name(key.name()) + " == " + name(with.name())
                        + ", multiple: false, pickup: 'any', broadcast: 'auto')",
                new ModelTable(columns, rows));
    }

    /** Behind {@link #found}, whose result has the flag already. */
    Step matched(ModelTable table, String made) {
        return new Step("derive(" + made + " = isMatch())", table);
    }

    /** The columns of the table, of those that there are. */
    Step only(ModelTable table) {
        return new Step(
                table.columns().stream()
                        .map(column -> name(column.name()))
                        .collect(Collectors.joining(", ", "select(mapColumn(", "))")),
                table);
    }

    private static boolean equal(
            List<Object> row, ModelTable left, Column key, List<Object> other, ModelTable right, Column with) {
        Object value = row.get(left.index(key.name()));
        return value != null && value.equals(other.get(right.index(with.name())));
    }

    private static List<Object> together(List<Object> left, List<Object> right) {
        List<Object> row = new ArrayList<>(left);
        row.addAll(right);
        return row;
    }

    private static List<Object> nulls(int count) {
        List<Object> nulls = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            nulls.add(null);
        }
        return nulls;
    }

    Step union(ModelTable first, ModelTable second) {
        List<List<Object>> rows = new ArrayList<>(first.rows());
        rows.addAll(second.rows());
        return new Step("union(byName: " + random.nextBoolean() + ")", new ModelTable(first.columns(), rows));
    }

    Step sort(ModelTable table) {
        List<Column> keys = table.of(ModelType::sortable);
        String conditions = keys.isEmpty()
                ? "asc(length('x'), true)"
                : keys.stream()
                        .limit(1 + random.nextInt(2))
                        .map(key -> (random.nextBoolean() ? "asc(" : "desc(") + name(key.name()) + ", "
                                + random.nextBoolean() + ")")
                        .collect(Collectors.joining(", "));
        return new Step("sort(" + conditions + ")", table);
    }

    /** {@code disjoint: false}: the first branch whose condition is true; {@code true}: all of them. */
    Step split(ModelTable table) {
        ModelExpression one = maker(table).of(BOOLEAN, 1);
        ModelExpression two = maker(table).of(BOOLEAN, 1);
        boolean all = random.nextBoolean();
        int branch = random.nextInt(3);
        List<List<Object>> rows = table.rows().stream()
                .filter(row -> {
                    boolean first = Boolean.TRUE.equals(one.value().apply(row));
                    boolean second = Boolean.TRUE.equals(two.value().apply(row));
                    return switch (branch) {
                        case 0 -> first;
                        case 1 -> second && (all || !first);
                        default -> !first && !second;
                    };
                })
                .toList();
        return new Step(
                "split(" + one.text() + ", " + two.text() + ", disjoint: " + all + ")",
                new ModelTable(table.columns(), rows),
                List.of("one", "two", "rest"),
                branch);
    }

    /** A row without elements stays, with NULL. */
    Step flatten(ModelTable table, Column array, String made) {
        List<Column> columns = new ArrayList<>(table.columns());
        int at = table.index(array.name());
        columns.set(at, new Column(made, array.type() == ModelType.INTEGERS ? INTEGER : STRING));
        List<List<Object>> rows = new ArrayList<>();
        for (List<Object> row : table.rows()) {
            List<?> items = row.get(at) == null ? List.of() : (List<?>) row.get(at);
            List<Object> elements = new ArrayList<>(items);
            if (elements.isEmpty()) {
                elements.add(null);
            }
            for (Object element : elements) {
                List<Object> changed = new ArrayList<>(row);
                changed.set(at, element);
                rows.add(changed);
            }
        }
        String mapping = table.columns().stream()
                .map(column -> column.equals(array) ? made + " = " + name(column.name()) : name(column.name()))
                .collect(Collectors.joining(", "));
        return new Step(
                "foldDown(unroll(" + name(array.name()) + "), mapColumn(" + mapping
                        + "), skipDuplicateMapInputs: false, skipDuplicateMapOutputs: false)",
                new ModelTable(columns, rows));
    }

    Step unpivot(ModelTable table, List<Column> values, String made) {
        boolean ignore = random.nextBoolean();
        List<Column> kept = table.columns().stream()
                .filter(column -> !values.contains(column))
                .toList();
        List<Column> columns = new ArrayList<>(kept);
        columns.add(new Column(made + "k", STRING));
        columns.add(new Column(made + "v", INTEGER));
        List<List<Object>> rows = new ArrayList<>();
        for (List<Object> row : table.rows()) {
            for (Column value : values) {
                Object found = row.get(table.index(value.name()));
                if (found != null || !ignore) {
                    List<Object> made_ = new ArrayList<>();
                    kept.forEach(column -> made_.add(row.get(table.index(column.name()))));
                    made_.add(value.name());
                    made_.add(found);
                    rows.add(made_);
                }
            }
        }
        return new Step(
                "unpivot(output(" + made + "k as string, " + made + "v as integer), ungroupBy("
                        + kept.stream().map(column -> name(column.name())).collect(Collectors.joining(", "))
                        + "), ignoreNullPivots: " + ignore + ")",
                new ModelTable(columns, rows));
    }

    /** Which row gets which number is not said. */
    Step keyGenerate(ModelTable table, String made) {
        List<Column> columns = new ArrayList<>(table.columns());
        columns.add(new Column(made, LONG));
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < table.rows().size(); i++) {
            rows.add(with(table.rows().get(i), 5L + i));
        }
        return new Step("keyGenerate(output(" + name(made) + " as long), startAt: 5L)", new ModelTable(columns, rows));
    }

    /** Only whether the number is one of those that there must be. */
    Step hiddenKey(ModelTable table, String key) {
        List<Column> columns = new ArrayList<>(table.columns());
        int at = table.index(key);
        columns.set(at, new Column(key, BOOLEAN));
        List<List<Object>> rows = new ArrayList<>();
        for (List<Object> row : table.rows()) {
            List<Object> changed = new ArrayList<>(row);
            changed.set(at, true);
            rows.add(changed);
        }
        int last = 4 + table.rows().size();
        return new Step(
                "derive(" + name(key) + " = between(" + name(key) + ", 5, " + last + "))",
                new ModelTable(columns, rows));
    }

    /** The first condition that is true counts; a row without one is an insert. */
    Altered alterRow(ModelTable table, String made) {
        List<String> words = List.of("insertIf", "updateIf", "upsertIf", "deleteIf");
        Map<String, ModelExpression> conditions = new LinkedHashMap<>();
        conditions.put(ModelType.one(random, words), maker(table).of(BOOLEAN, 1));
        conditions.putIfAbsent(ModelType.one(random, words), maker(table).of(BOOLEAN, 1));
        List<Column> columns = new ArrayList<>(table.columns());
        columns.add(new Column(made, STRING));
        List<List<Object>> rows = new ArrayList<>();
        for (List<Object> row : table.rows()) {
            String policy = conditions.entrySet().stream()
                    .filter(each -> Boolean.TRUE.equals(each.getValue().value().apply(row)))
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElse("insertIf");
            rows.add(with(row, policy));
        }
        String statement = conditions.entrySet().stream()
                .map(each -> each.getKey() + "(" + each.getValue().text() + ")")
                .collect(Collectors.joining(", "));
        return new Altered(
                new Step("alterRow(" + statement + ")", table),
                new Step(
                        "derive(" + made + " = case(isInsert(), 'insertIf', isUpdate(), 'updateIf', isUpsert(),"
                                + " 'upsertIf', isDelete(), 'deleteIf'))",
                        new ModelTable(columns, rows)));
    }
}
