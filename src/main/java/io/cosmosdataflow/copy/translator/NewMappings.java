package io.cosmosdataflow.copy.translator;

import io.cosmosdataflow.copy.convert.ColumnType;
import io.cosmosdataflow.copy.convert.ConversionSettings;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.json.JsonPath;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.store.kind.DataShape;
import io.cosmosdataflow.store.type.InterimType;
import io.cosmosdataflow.store.type.NativeTypes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** {@code mappings}: objects with a {@code source} and a {@code sink} each. */
final class NewMappings {

    /** Decimals of .NET have 28 digits, those of Spark and of most databases 38. */
    private static final int MOST_DIGITS = 38;

    /** What names a field; where the run knows it, the check knows no field. */
    private static final String[] NAMES = {"name", "path", "ordinal"};

    private final DataShape source;
    private final DataShape sink;
    private final Properties translator;
    private final boolean collection;

    NewMappings(DataShape source, DataShape sink, Properties translator) {
        this.source = source;
        this.sink = sink;
        this.translator = translator;
        this.collection = translator
                .text("collectionReference")
                .filter(text -> !text.isBlank())
                .isPresent();
    }

    List<FieldMapping> read() {
        List<FieldMapping> mappings = new ArrayList<>();
        List<Properties> written = translator.objects("mappings");
        List<Properties> matched = written.stream().filter(this::matched).toList();
        if (matched.isEmpty() && !written.isEmpty()) {
            translator
                    .issues()
                    .error(
                            ErrorCode.MissingProperty,
                            translator.spanOf("mappings"),
                            "No row of 'mappings' of " + translator.owner() + " has a 'source'.",
                            "Map at least one, or remove 'mappings' to copy by name.");
        }
        for (Properties each : matched) {
            Optional<MappedField> from = required(each, "source").flatMap(side -> field(side, source, true));
            Optional<MappedField> to = required(each, "sink").flatMap(side -> field(side, sink, false));
            each.finish();
            from.ifPresent(field -> to.ifPresent(target -> mappings.add(new FieldMapping(field, target))));
        }
        return mappings;
    }

    /**
     * The authoring tool keeps a row for each field of the sink when it imports schemas, and leaves the source out where
     * it finds none. Data Factory passes such a row over. A row without a sink is an error: a value that is read has to
     * have a place to go to.
     */
    private boolean matched(Properties mapping) {
        if (written(mapping, "source") || !written(mapping, "sink")) {
            return true;
        }
        Optional<String> target = mapping.object("sink")
                .flatMap(side -> side.text("path").or(() -> side.text("name")))
                .map(name -> " to '" + name + "'");
        mapping.issues()
                .hint(
                        ErrorCode.MissingProperty,
                        mapping.span(),
                        "The mapping" + target.orElse("") + " has no 'source' and is passed over.",
                        "Name a source, or remove the row.");
        return false;
    }

    private static boolean written(Properties mapping, String side) {
        boolean empty = mapping.value(side)
                .filter(value ->
                        value instanceof JsonObject object && object.members().isEmpty())
                .isPresent();
        return mapping.present(side) && !empty;
    }

    private static Optional<Properties> required(Properties mapping, String side) {
        if (!mapping.present(side)) {
            mapping.missing(side);
        }
        return mapping.object(side);
    }

    private Optional<MappedField> field(Properties side, DataShape end, boolean reading) {
        Optional<ColumnType> said = type(side, end);
        boolean typed = side.text("type").flatMap(InterimType::of).isPresent();
        Optional<ColumnType> type = said.filter(each -> typed);
        Optional<ColumnType> texts = said.filter(each -> !typed);
        Optional<FieldReference> reference = end.hierarchical() ? path(side, end, reading) : column(side, end, reading);
        side.ignore("physicalType").finish();
        return reference.filter(known -> !side.waits(NAMES)).map(to -> new MappedField(to, type, texts, side.span()));
    }

    /** Text without a header line has no names but made-up ones, so that the position counts there. */
    private Optional<FieldReference> column(Properties side, DataShape end, boolean reading) {
        Optional<String> name = side.text("name").filter(text -> !text.isEmpty());
        boolean placed = side.present("ordinal");
        int ordinal = placed ? side.integer("ordinal", 1, 1, Integer.MAX_VALUE) : 0;
        Optional<String> member = side.text("path").flatMap(JsonPath::parse).flatMap(JsonPath::onlyMember);
        if (placed && (end.headerless() || name.isEmpty())) {
            return Optional.of(
                    reading ? new FieldReference.Ordinal(ordinal) : new FieldReference.Named(headerless(ordinal)));
        }
        Optional<String> column = name.or(() -> member);
        if (column.isEmpty()) {
            needs(side, "'name'", end.headerless() ? " or 'ordinal'" : "", end, "columns");
        }
        return column.map(FieldReference.Named::new);
    }

    /** The name of a column of text that has no header line, by its position from 1. */
    static String headerless(int ordinal) {
        return "Prop_" + (ordinal - 1);
    }

    private Optional<FieldReference> path(Properties side, DataShape end, boolean reading) {
        Optional<String> written = side.text("path");
        Optional<String> name = side.text("name").filter(text -> !text.isEmpty());
        side.ignore("ordinal");
        if (written.isEmpty() && name.isEmpty()) {
            needs(side, "'path'", "", end, "documents");
            return Optional.empty();
        }
        Optional<JsonPath> path = written.isPresent()
                ? JsonPath.parse(written.get())
                        .map(each -> collection && reading ? each : new JsonPath(true, each.steps()))
                : Optional.of(JsonPath.members(name.get(), end.nestingSeparator()));
        boolean usable = path.filter(
                        each -> reading || !each.indexed() && !each.steps().isEmpty())
                .isPresent();
        if (!usable && !side.waits(NAMES)) {
            side.issues()
                    .error(
                            ErrorCode.InvalidProperty,
                            side.spanOf("path"),
                            "'path' of " + side.owner() + " is " + written.orElse("")
                                    + (path.isEmpty()
                                            ? ", which is no path to one value."
                                            : ", which is no place for a value in a document of the sink."),
                            reading
                                    ? "Write it as $['name'], $['address']['city'] or $['tags'][0]."
                                    : "Write it as $['name'] or $['address']['city']; arrays cannot be written to.");
        }
        return path.filter(each -> usable).map(FieldReference.Path::new);
    }

    private static void needs(Properties side, String property, String or, DataShape end, String what) {
        if (side.waits(NAMES)) {
            return;
        }
        side.issues()
                .error(
                        ErrorCode.MissingProperty,
                        side.span(),
                        property + or + " of " + side.owner() + " is missing; dataset '" + end.dataset() + "' has "
                                + what + ".",
                        "Set it.");
    }

    /**
     * Documents, files and databases have types of their own, of which only those that are interim types count. A
     * culture or a format without one is that of a String.
     */
    private static Optional<ColumnType> type(Properties side, DataShape end) {
        Optional<String> name = side.text("type").filter(text -> !text.isBlank());
        Optional<InterimType> type = name.flatMap(InterimType::of);
        boolean known = type.isPresent() || name.filter(NativeTypes::known).isPresent();
        if (name.isPresent() && !known && !end.hierarchical()) {
            side.notAllowed(
                    "type",
                    name.get(),
                    Arrays.stream(InterimType.values()).map(InterimType::shown).toList());
        }
        Optional<String> culture = ConversionSettings.culture(side, "culture");
        Optional<String> format =
                type.filter(each -> each == InterimType.TIMESPAN).isPresent()
                        ? ConversionSettings.timeSpanFormat(side, "format")
                        : ConversionSettings.dateFormat(side, "format");
        OptionalInt precision = digits(side, "precision", 1);
        OptionalInt scale = digits(side, "scale", 0);
        boolean said = type.isPresent() || culture.isPresent() || format.isPresent();
        return said
                ? Optional.of(new ColumnType(type.orElse(InterimType.STRING), culture, format, precision, scale))
                : Optional.empty();
    }

    private static OptionalInt digits(Properties side, String name, int least) {
        return side.present(name) ? OptionalInt.of(side.integer(name, least, least, MOST_DIGITS)) : OptionalInt.empty();
    }
}
