package io.cosmosdataflow.fuzz.copies;

import io.cosmosdataflow.fuzz.copies.Conversions.Unfit;
import io.cosmosdataflow.fuzz.copies.CopyRows.End;
import io.cosmosdataflow.fuzz.copies.CopySource.Pick;
import io.cosmosdataflow.fuzz.copies.RandomValue.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * A source with random rows, a mapping to a sink, and the rows that come out by the documentation.
 *
 * <p>Source: Microsoft Learn, copy-activity-schema-and-type-mapping; what it leaves open, docs/copy.md, "Schema mapping" and
 * "Types".
 */
public final class RandomCopy {

    private static final List<String> NAMES = List.of(
            "a",
            "b",
            "Name",
            "name",
            "a.b",
            "a b",
            "x[0]",
            "größe",
            "it's",
            "q\"q",
            "$v",
            "back\\slash",
            "1st",
            "#",
            "col,umn",
            "@at",
            "select",
            "value",
            "{c}",
            "a/b");
    private static final List<String> PLAIN =
            List.of("a", "b", "c1", "d_d", "value", "select", "e", "f", "g", "h", "item", "count", "x", "y", "z");

    private final Random random;
    private final End to;
    private final CopySource source;
    private final boolean skips;
    private final boolean byName;
    private final boolean collection;
    private final boolean complexToText;
    private final boolean settingsCount;
    private final Conversions settings;
    private final List<Field> fields = new ArrayList<>();

    /**
     * A mapping of one value.
     *
     * @param declared the type that the mapping gives the source's text
     * @param target the type that it gives the value in the sink
     * @param place the column, or the names of the members down to the value
     */
    private record Field(Pick pick, Optional<CopyType> declared, Optional<CopyType> target, List<Object> place) {}

    /** @param mappings at most so many, beside that of the row's number */
    public RandomCopy(long seed, int mappings, End from, End to, boolean plain) {
        this.random = new Random(seed);
        this.to = to;
        this.skips = random.nextInt(5) > 0;
        this.byName = random.nextInt(6) == 0;
        this.collection = from == End.DOCUMENTS && !byName && random.nextBoolean();
        this.complexToText = random.nextBoolean();
        this.settingsCount = random.nextBoolean();
        this.settings = new Conversions(random.nextInt(3) > 0, random.nextInt(4) == 0);
        RandomValue values = new RandomValue(random);
        List<String> names = shuffled(plain);
        int count = 2 + random.nextInt(15);
        this.source = from == End.DOCUMENTS
                ? new CopySource.Tree(new Documents(random, values, names, count), collection, random)
                : CopySource.Table.random(values, random, names, count, from);
        if (byName) {
            fields.addAll(byName());
            return;
        }
        List<Pick> picks = source.picks();
        fields.add(new Field(picks.get(0), Optional.empty(), Optional.of(CopyType.INT32), List.of("number")));
        List<String> targets = shuffled(plain);
        for (int i = 0; i < mappings; i++) {
            Pick pick = picks.get(1 + random.nextInt(picks.size() - 1));
            boolean text = from == End.TEXT || from == End.HEADERLESS;
            fields.add(new Field(
                    pick,
                    Optional.ofNullable(pick.kind())
                            .filter(kind -> text && random.nextInt(3) == 0)
                            .map(this::type),
                    Optional.ofNullable(pick.kind())
                            .filter(kind -> random.nextInt(4) > 0)
                            .map(this::type),
                    to == End.DOCUMENTS && random.nextInt(3) == 0
                            ? List.of("in " + random.nextInt(2), targets.get(i))
                            : List.of(targets.get(i))));
        }
    }

    /** Columns by their names; of documents the members that the first one has, with the types that it has. */
    private List<Field> byName() {
        if (source instanceof CopySource.Table table) {
            List<Field> all = new ArrayList<>();
            for (int i = 0; i < table.columns().size(); i++) {
                String name = table.header() ? table.columns().get(i).name() : "Prop_" + i;
                all.add(new Field(table.picks().get(i), Optional.empty(), Optional.empty(), List.of(name)));
            }
            return all;
        }
        CopySource.Tree tree = (CopySource.Tree) source;
        if (to == End.DOCUMENTS) {
            return List.of();
        }
        return tree.documents().documents().get(0).entrySet().stream()
                .map(member -> {
                    CopyType type = MappedCell.found(member.getValue());
                    boolean stays = to == End.TEXT && type == CopyType.DATETIME;
                    return new Field(
                            tree.pick(new Documents.Member(List.of(member.getKey()), null)),
                            Optional.empty(),
                            Optional.of(stays ? CopyType.STRING : type),
                            List.of(member.getKey()));
                })
                .toList();
    }

    private List<String> shuffled(boolean plain) {
        List<String> names = new ArrayList<>(plain ? PLAIN : NAMES);
        Collections.shuffle(names, random);
        return names;
    }

    /** Mostly one that values of the kind have; a number that would be a date is left out, as .NET takes some for one. */
    private CopyType type(Kind kind) {
        List<CopyType> types =
                switch (kind) {
                    case WHOLE -> List.of(
                            CopyType.SBYTE,
                            CopyType.BYTE,
                            CopyType.INT16,
                            CopyType.UINT16,
                            CopyType.INT32,
                            CopyType.UINT32,
                            CopyType.INT64,
                            CopyType.UINT64,
                            CopyType.DOUBLE,
                            CopyType.DECIMAL,
                            CopyType.BOOLEAN,
                            CopyType.STRING);
                    case FRACTION -> List.of(
                            CopyType.DOUBLE,
                            CopyType.DECIMAL,
                            CopyType.MONEY,
                            CopyType.MONEY,
                            CopyType.WIDE,
                            CopyType.INT32,
                            CopyType.INT64,
                            CopyType.STRING);
                    case FLAG -> List.of(CopyType.BOOLEAN, CopyType.INT32, CopyType.STRING, CopyType.DOUBLE);
                    case WORD -> List.of(CopyType.STRING, CopyType.STRING, CopyType.BOOLEAN, CopyType.INT32);
                    case TIME -> List.of(CopyType.DATETIME, CopyType.DATE, CopyType.OFFSET, CopyType.STRING);
                    case GUID -> List.of(CopyType.GUID, CopyType.STRING);
                    case SPAN -> List.of(CopyType.TIMESPAN, CopyType.STRING);
                    case BYTES -> List.of(CopyType.BYTES, CopyType.STRING);
                };
        return types.get(random.nextInt(types.size()));
    }

    public CopySource source() {
        return source;
    }

    /** Whether rows that do not fit are left out. */
    public boolean skips() {
        return skips;
    }

    /** Members of a {@code TabularTranslator}. */
    public String translator() {
        String mappings = fields.stream().map(this::mapping).collect(Collectors.joining(",\n  ", "[", "]"));
        String conversion =
                """
                "typeConversion": %s,
                "typeConversionSettings": {"allowDataTruncation": %s, "treatBooleanAsNumber": %s},
                """
                        .formatted(settingsCount, settings.truncates(), settings.booleansAreNumbers());
        if (byName) {
            return conversion.strip().replaceAll(",$", "");
        }
        String path = Documents.quoted(Documents.path("$", List.of(Documents.LINES), false));
        return conversion + "\"mapComplexValuesToString\": " + complexToText
                + (collection ? ", \"collectionReference\": " + path : "") + ",\n\"mappings\": " + mappings;
    }

    private String mapping(Field field) {
        String place = to == End.DOCUMENTS
                ? "\"path\": " + Documents.quoted(Documents.path("$", field.place(), random.nextBoolean()))
                : "\"name\": " + Documents.named((String) field.place().get(0));
        return "{\"source\": {" + field.pick().side()
                + field.declared().map(CopyType::members).orElse("") + "}, \"sink\": {" + place
                + field.target().map(CopyType::members).orElse("") + "}}";
    }

    /** What must come out. */
    public CopyRows expected() {
        Conversions counts = settingsCount ? settings : new Conversions(true, false);
        boolean strict = byName && source instanceof CopySource.Tree;
        MappedCell cells = new MappedCell(
                strict ? new Conversions(false, counts.booleansAreNumbers()) : counts,
                to,
                complexToText || byName,
                firstRow());
        List<MappedCell.Way> ways = new ArrayList<>();
        for (Field field : fields) {
            MappedCell.Way way = cells.way(field.pick(), field.declared(), field.target());
            if (way.refused()) {
                return CopyRows.failed("CopyTypeRefused");
            }
            ways.add(way);
        }
        List<List<Object>> rows = new ArrayList<>();
        if (strict && to == End.DOCUMENTS) {
            ((CopySource.Tree) source).documents().documents().forEach(document -> rows.add(List.of(document)));
            return new CopyRows(List.of(), List.of(), rows, Optional.empty());
        }
        for (Object row : source.rows()) {
            try {
                List<Object> made = new ArrayList<>();
                for (int i = 0; i < fields.size(); i++) {
                    made.add(cells.cell(ways.get(i), fields.get(i).pick().of().apply(row)));
                }
                rows.add(to == End.DOCUMENTS ? List.of(document(made)) : made);
            } catch (Unfit unfit) {
                if (!skips) {
                    return CopyRows.failed("CopyIncompatible");
                }
            }
        }
        boolean tree = to == End.DOCUMENTS;
        return new CopyRows(
                tree
                        ? List.of()
                        : fields.stream()
                                .map(field -> (String) field.place().get(0))
                                .toList(),
                to == End.TYPED ? ways.stream().map(way -> way.last().spark()).toList() : List.of(),
                rows,
                Optional.empty());
    }

    /** The first document decides what nobody has declared, or the first element of its array. */
    private Optional<Object> firstRow() {
        return source instanceof CopySource.Tree tree ? tree.first() : Optional.empty();
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> document(List<Object> values) {
        Map<String, Object> document = new LinkedHashMap<>();
        for (int i = 0; i < values.size(); i++) {
            List<Object> place = fields.get(i).place();
            Map<String, Object> in = place.size() == 1
                    ? document
                    : (Map<String, Object>) document.computeIfAbsent(
                            (String) place.get(0), none -> new LinkedHashMap<String, Object>());
            in.put((String) place.get(place.size() - 1), values.get(i));
        }
        return document;
    }
}
