package io.cosmosdataflow.copy.translator;

import io.cosmosdataflow.copy.convert.ColumnType;
import io.cosmosdataflow.definition.DatasetColumn;
import io.cosmosdataflow.definition.Properties;
import io.cosmosdataflow.definition.json.JsonPath;
import io.cosmosdataflow.definition.json.JsonValue;
import io.cosmosdataflow.definition.json.JsonValue.JsonObject;
import io.cosmosdataflow.definition.json.JsonValue.JsonText;
import io.cosmosdataflow.definition.json.JsonValue.Unresolved;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.NearestNames;
import io.cosmosdataflow.diagnostic.Span;
import io.cosmosdataflow.store.kind.DataShape;
import io.cosmosdataflow.store.type.InterimType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The older forms: {@code columnMappings} between the structures of two datasets, and {@code schemaMapping} between
 * columns and paths.
 *
 * <p>Source: Microsoft Learn, copy-activity-schema-and-type-mapping, "Alternative column mapping" and "Alternative
 * schema mapping".
 */
final class OldMappings {

    private record Pair(String source, String sink, Span span) {}

    private final DataShape source;
    private final DataShape sink;
    private final Properties translator;

    OldMappings(DataShape source, DataShape sink, Properties translator) {
        this.source = source;
        this.sink = sink;
        this.translator = translator;
    }

    /** All or some columns of the source's structure to all columns of the sink's. */
    List<FieldMapping> columnMappings() {
        List<Pair> pairs = pairs("columnMappings", true);
        if (pairs.isEmpty() || !structured(source) | !structured(sink)) {
            return List.of();
        }
        reportRepeated(pairs);
        List<FieldMapping> mappings = new ArrayList<>();
        for (Pair pair : pairs) {
            Optional<DatasetColumn> from = column(source, pair.source());
            Optional<DatasetColumn> to = column(sink, pair.sink());
            if (from.isEmpty()) {
                unknown(pair, pair.source(), source, ErrorCode.UnknownColumn);
            }
            if (to.isEmpty()) {
                unknown(pair, pair.sink(), sink, ErrorCode.CopyMappingIncomplete);
            }
            from.ifPresent(left -> to.ifPresent(right ->
                    mappings.add(new FieldMapping(field(source, left, pair.span()), field(sink, right, pair.span())))));
        }
        reportUnmapped(pairs);
        return mappings;
    }

    /** Column names on the side of columns, paths on the side of documents. */
    List<FieldMapping> schemaMapping() {
        List<FieldMapping> mappings = new ArrayList<>();
        for (Pair pair : pairs("schemaMapping", false)) {
            Optional<FieldReference> from = reference(source, pair.source(), pair, true);
            Optional<FieldReference> to = reference(sink, pair.sink(), pair, false);
            from.ifPresent(left -> to.ifPresent(right -> mappings.add(new FieldMapping(
                    new MappedField(left, type(source, pair.source()), pair.span()),
                    new MappedField(right, type(sink, pair.sink()), pair.span())))));
        }
        return mappings;
    }

    private Optional<FieldReference> reference(DataShape end, String text, Pair pair, boolean reading) {
        if (!end.hierarchical()) {
            return Optional.of(new FieldReference.Named(text));
        }
        boolean collection = translator
                .text("collectionReference")
                .filter(each -> !each.isBlank())
                .isPresent();
        Optional<JsonPath> path = JsonPath.parse(text)
                .filter(each -> reading || !each.indexed())
                .map(each -> collection && reading ? each : new JsonPath(true, each.steps()));
        if (path.isEmpty()) {
            translator
                    .issues()
                    .error(
                            ErrorCode.InvalidProperty,
                            pair.span(),
                            "'" + text + "' in 'schemaMapping' is no path to one value of a document.",
                            "Write it as $.name or $.address.city; dataset '" + end.dataset() + "' has documents.");
        }
        return path.map(FieldReference.Path::new);
    }

    private List<Pair> pairs(String name, boolean textAllowed) {
        Optional<JsonValue> value = translator.value(name);
        if (value.isEmpty()) {
            return List.of();
        }
        if (value.get() instanceof JsonObject object) {
            List<Pair> pairs = new ArrayList<>();
            object.members().forEach((key, member) -> {
                if (member.value() instanceof JsonText text) {
                    pairs.add(new Pair(key, text.text(), member.nameSpan()));
                } else if (!(member.value() instanceof Unresolved)) {
                    wrong(name, member.value().span(), "'" + key + "' is mapped to no text");
                }
            });
            return pairs;
        }
        if (textAllowed && value.get() instanceof JsonText text) {
            return pairs(text, name);
        }
        wrong(name, value.get().span(), "it is " + value.get().kind());
        return List.of();
    }

    /** {@code UserId: MyUserId, Group: MyGroup}. */
    private List<Pair> pairs(JsonText text, String name) {
        List<Pair> pairs = new ArrayList<>();
        for (String each : text.text().split(",")) {
            String[] sides = each.split(":", -1);
            if (sides.length != 2 || sides[0].isBlank() || sides[1].isBlank()) {
                wrong(name, text.span(), "'" + each.trim() + "' is no pair");
            } else {
                pairs.add(new Pair(sides[0].trim(), sides[1].trim(), text.span()));
            }
        }
        return pairs;
    }

    private void wrong(String name, Span span, String why) {
        translator
                .issues()
                .error(
                        ErrorCode.InvalidProperty,
                        span,
                        "'" + name + "' of " + translator.owner() + " cannot be read: " + why + ".",
                        "Write it as {\"UserId\": \"MyUserId\", \"Group\": \"MyGroup\"}.");
    }

    private boolean structured(DataShape end) {
        if (end.columns().isEmpty()) {
            translator
                    .issues()
                    .error(
                            ErrorCode.CopyStructureMissing,
                            end.span(),
                            "'columnMappings' needs a 'structure' in dataset '" + end.dataset() + "', which has none.",
                            "Declare the dataset's columns in 'structure', or write the mapping as 'mappings'.");
        }
        return !end.columns().isEmpty();
    }

    private void reportRepeated(List<Pair> pairs) {
        Set<String> seen = new HashSet<>();
        for (Pair pair : pairs) {
            if (!seen.add(pair.source())) {
                translator
                        .issues()
                        .error(
                                ErrorCode.CopyDuplicateMapping,
                                pair.span(),
                                "Column '" + pair.source() + "' of the source is mapped twice in 'columnMappings'.",
                                "Keep one of the mappings, or write them as 'mappings'.");
            }
        }
    }

    private void reportUnmapped(List<Pair> pairs) {
        List<String> unmapped = sink.columns().stream()
                .map(DatasetColumn::name)
                .filter(name -> pairs.stream().noneMatch(pair -> pair.sink().equals(name)))
                .toList();
        if (!unmapped.isEmpty()) {
            translator
                    .issues()
                    .error(
                            ErrorCode.CopyMappingIncomplete,
                            translator.spanOf("columnMappings"),
                            "The structure of dataset '" + sink.dataset() + "' has more columns than 'columnMappings': "
                                    + quoted(unmapped) + ".",
                            "Map each column of the sink's structure, or take it out of the structure.");
        }
    }

    private void unknown(Pair pair, String name, DataShape end, ErrorCode code) {
        List<String> known = end.columns().stream().map(DatasetColumn::name).toList();
        translator
                .issues()
                .error(
                        code,
                        pair.span(),
                        "'columnMappings' names column '" + name + "', which the structure of dataset '" + end.dataset()
                                + "' does not have.",
                        NearestNames.hint(name, known));
    }

    private static MappedField field(DataShape end, DatasetColumn column, Span span) {
        FieldReference reference = end.hierarchical()
                ? new FieldReference.Path(JsonPath.members(column.name(), separator(end)))
                : new FieldReference.Named(column.name());
        return new MappedField(reference, declared(column), span);
    }

    /** A structure with dotted names describes nested members, whatever the type of the source or sink. */
    private static String separator(DataShape end) {
        return end.nestingSeparator().isEmpty() ? "." : end.nestingSeparator();
    }

    private static Optional<ColumnType> type(DataShape end, String name) {
        return column(end, name).flatMap(OldMappings::declared);
    }

    private static Optional<DatasetColumn> column(DataShape end, String name) {
        return end.columns().stream()
                .filter(column -> column.name().equals(name))
                .findFirst();
    }

    private static Optional<ColumnType> declared(DatasetColumn column) {
        return InterimType.of(column.type())
                .map(type -> new ColumnType(
                        type, column.culture(), column.format(), OptionalInt.empty(), OptionalInt.empty()));
    }

    private static String quoted(List<String> names) {
        return "'" + String.join("', '", names) + "'";
    }
}
