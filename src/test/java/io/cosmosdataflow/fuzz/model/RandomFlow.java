package io.cosmosdataflow.fuzz.model;

import static io.cosmosdataflow.fuzz.model.ModelExpression.name;
import static io.cosmosdataflow.fuzz.model.ModelType.BOOLEAN;
import static io.cosmosdataflow.fuzz.model.ModelType.DATE;
import static io.cosmosdataflow.fuzz.model.ModelType.INTEGER;
import static io.cosmosdataflow.fuzz.model.ModelType.LONG;
import static io.cosmosdataflow.fuzz.model.ModelType.STRING;

import io.cosmosdataflow.fuzz.model.ModelTable.Column;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** Two sources and a chain of transformations: the script, and the rows that come out by the documentation. */
public final class RandomFlow {

    private static final List<String> NAMES = List.of(
            "id", "name", "Name", "n", "k", "v", "a b", "größe", "x'y", "1st", "select", "a-b", "value", "day", "#",
            "@at", "t");

    private final Random random;
    private final StringBuilder script = new StringBuilder();
    private final ModelSteps steps;
    private final List<Source> sources = new ArrayList<>();
    private ModelTable table;
    private String stream;
    private int streams;

    /** A source: its projection, its rows as documents, one a line. */
    public record Source(String name, String projection, String documents) {}

    /** What the columns must be like for the store that they go to. */
    public enum Columns {
        ANY,
        /** Names of letters and digits. */
        PLAIN,
        /** The same, and no arrays. */
        FLAT
    }

    /** @param transformations the first so many of those that the random numbers give */
    public RandomFlow(long seed, int transformations, Columns columns) {
        this.random = new Random(mixed(seed));
        this.steps = new ModelSteps(random);
        this.table = source("s", 3 + random.nextInt(25));
        this.stream = "s";
        ModelTable other = source("t", random.nextInt(12));
        for (int i = 0; i < transformations; i++) {
            step(other);
        }
        if (columns != Columns.ANY) {
            add(steps.plain(table, columns == Columns.FLAT), stream);
        }
    }

    /** Random numbers of neighbouring seeds begin alike otherwise. */
    public static long mixed(long seed) {
        long bits = (seed + 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
        return (bits ^ bits >>> 31) * 0x94D049BB133111EBL;
    }

    public List<Source> sources() {
        return sources;
    }

    /** All statements but the sources and the sink. */
    public String script() {
        return script.toString();
    }

    /** The stream that the sink takes. */
    public String last() {
        return stream;
    }

    /** The projection that reads what the sink has written. */
    public String projection() {
        return projection(table);
    }

    /** What must come out. */
    public List<String> expected() {
        return table.bag();
    }

    private static String projection(ModelTable table) {
        return table.columns().stream()
                .map(column -> name(column.name()) + " as " + column.type().word())
                .collect(Collectors.joining(", "));
    }

    private ModelTable source(String name, int count) {
        List<Column> columns = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        names.add(ModelType.one(random, NAMES));
        for (int left = 2 + random.nextInt(4); left > 0; left--) {
            names.add(ModelType.one(random, NAMES));
        }
        columns.add(new Column("i" + name, INTEGER));
        columns.add(new Column("u" + name, STRING));
        for (String each : names) {
            columns.add(new Column(each, ModelType.one(random, List.of(ModelType.values()))));
        }
        List<List<Object>> rows = new ArrayList<>();
        for (int row = 0; row < count; row++) {
            List<Object> values = new ArrayList<>();
            columns.forEach(column -> values.add(column.type().random(random)));
            rows.add(values);
        }
        ModelTable made = new ModelTable(columns, rows);
        Random nulls = new Random(random.nextLong());
        sources.add(new Source(name, projection(made), made.documents(nulls::nextBoolean)));
        return made;
    }

    private void add(ModelSteps.Step step, String inputs) {
        String made = "x" + ++streams;
        script.append(inputs)
                .append(' ')
                .append(step.statement())
                .append(" ~> ")
                .append(made);
        script.append(step.branches().isEmpty() ? "" : "@(" + String.join(", ", step.branches()) + ")");
        script.append('\n');
        stream = step.branches().isEmpty() ? made : made + "@" + step.branches().get(step.branch());
        table = step.result();
    }

    private void step(ModelTable other) {
        switch (random.nextInt(20)) {
            case 0, 1 -> add(steps.filter(table), stream);
            case 2, 3 -> add(steps.derive(table, newName()), stream);
            case 4 -> add(steps.select(table), stream);
            case 5 -> add(steps.aggregate(table), stream);
            case 6 -> joined(other, true);
            case 7 -> joined(other, false);
            case 8 -> union();
            case 9 -> add(steps.sort(table), stream);
            case 10, 11 -> windowed();
            case 12 -> add(steps.split(table), stream);
            case 13 -> flattened();
            case 14 -> unpivoted();
            case 15 -> pivoted();
            case 16 -> lookedUp(other);
            case 17 -> numbered();
            case 18 -> found(other);
            default -> altered();
        }
    }

    private String newName() {
        return "c" + streams;
    }

    /** Names of the other source are taken out of the way first. */
    private ModelTable renamed(ModelTable other) {
        ModelSteps.Step select = steps.prefixed(other, "r" + streams + "_");
        script.append("t ")
                .append(select.statement())
                .append(" ~> q")
                .append(streams)
                .append('\n');
        return select.result();
    }

    private void joined(ModelTable other, boolean join) {
        List<Column> keys = table.of(type -> type == INTEGER || type == STRING);
        if (keys.isEmpty() || table.rows().size() > 60) {
            return;
        }
        Column key = ModelType.one(random, keys);
        ModelTable right = renamed(other);
        Column with = ModelType.one(random, right.of(type -> type == key.type()));
        String inputs = stream + ", q" + streams;
        add(join ? steps.join(table, right, key, with) : steps.exists(table, right, key, with), inputs);
    }

    private void lookedUp(ModelTable other) {
        List<Column> keys = table.of(type -> type == INTEGER);
        if (keys.isEmpty() || table.rows().size() > 60) {
            return;
        }
        Column key = ModelType.one(random, keys);
        ModelTable right = renamed(other);
        String inputs = stream + ", q" + streams;
        add(steps.lookup(table, right, key, right.of(type -> type == INTEGER).get(0)), inputs);
    }

    /** Which of several rows is found is not said, so that only whether there is one goes on. */
    private void found(ModelTable other) {
        List<Column> keys = table.of(type -> type == INTEGER || type == STRING);
        if (keys.isEmpty()) {
            return;
        }
        Column key = ModelType.one(random, keys);
        ModelTable left = table;
        ModelTable right = renamed(other);
        Column with = ModelType.one(random, right.of(type -> type == key.type()));
        String inputs = stream + ", q" + streams;
        String made = newName();
        add(steps.found(left, right, key, with, made), inputs);
        add(steps.matched(table, made), stream);
        add(steps.only(table), stream);
    }

    private void union() {
        ModelTable first = table;
        String before = stream;
        if (first.rows().size() > 60) {
            return;
        }
        add(steps.filter(table), before);
        add(steps.union(first, table), before + ", " + stream);
    }

    private void windowed() {
        List<Column> keys = table.of(ModelType::sortable);
        if (!keys.isEmpty()) {
            add(steps.window(table, ModelType.one(random, keys), newName()), stream);
        }
    }

    private void flattened() {
        List<Column> arrays = table.of(type -> !type.scalar());
        if (!arrays.isEmpty()) {
            add(steps.flatten(table, ModelType.one(random, arrays), newName()), stream);
        }
    }

    private void unpivoted() {
        List<Column> numbers = table.of(type -> type == INTEGER);
        if (numbers.size() > 1) {
            add(steps.unpivot(table, numbers.subList(0, 2), newName()), stream);
        }
    }

    private void pivoted() {
        List<Column> numbers = table.of(type -> type == INTEGER || type == LONG);
        List<Column> groups = table.of(type -> type == STRING || type == BOOLEAN || type == DATE);
        List<Column> keys = table.of(type -> type == STRING);
        if (!numbers.isEmpty() && groups.size() > 1 && !keys.isEmpty()) {
            Column key = keys.get(keys.size() - 1);
            add(steps.pivot(table, groups.get(0), key, ModelType.one(random, numbers), newName()), stream);
        }
    }

    private void numbered() {
        add(steps.keyGenerate(table, newName()), stream);
        add(steps.hiddenKey(table, "c" + (streams - 1)), stream);
    }

    private void altered() {
        ModelSteps.Altered altered = steps.alterRow(table, "m" + streams);
        add(altered.mark(), stream);
        add(altered.shown(), stream);
        add(steps.countBy(table, "m" + (streams - 2)), stream);
    }
}
