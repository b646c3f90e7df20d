package io.cosmosdataflow.copy;

import io.cosmosdataflow.copy.convert.ColumnType;
import io.cosmosdataflow.copy.convert.ConversionSettings;
import io.cosmosdataflow.copy.document.JsonText;
import io.cosmosdataflow.copy.document.JsonText.Placed;
import io.cosmosdataflow.copy.translator.FieldMapping;
import io.cosmosdataflow.copy.translator.FieldReference.Named;
import io.cosmosdataflow.copy.translator.FieldReference.Path;
import io.cosmosdataflow.copy.translator.MappedField;
import io.cosmosdataflow.definition.json.JsonPath;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.Columns;
import io.cosmosdataflow.store.lost.LostRows;
import io.cosmosdataflow.store.type.InterimType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Documents of a hierarchical sink, made of fields of the source; a field that is missing becomes null. */
final class DocumentTarget {

    private final CopyShape shape;
    private final ConversionSettings conversion;
    private final Optional<LostRows> skipped;

    DocumentTarget(CopyShape shape, ConversionSettings conversion, Optional<LostRows> skipped) {
        this.shape = shape;
        this.conversion = conversion;
        this.skipped = skipped;
    }

    /** @throws JobException {@code CopySourceColumnMissing}, {@code CopyTypeRefused}: all at once */
    Dataset<Row> of(SourceFields fields, List<FieldMapping> mappings) {
        Issues issues = new Issues();
        List<ConvertedValue> values = new ArrayList<>();
        List<JsonPath> paths = new ArrayList<>();
        for (FieldMapping mapping : mappings) {
            Optional<SourceValue> value = fields.value(mapping, issues);
            if (value.isPresent()) {
                SourceValue source = value.get();
                List<ColumnType> targets = source.json() ? List.of() : targets(mapping.sink());
                ConvertedValue.of(
                                source,
                                targets,
                                conversion,
                                conversion,
                                mapping.source().span(),
                                issues)
                        .ifPresent(values::add);
                paths.add(((Path) mapping.sink().reference()).path());
            }
        }
        issues.throwIfErrors();
        checkPlaces(paths);
        return new CheckedRows(fields, skipped, "")
                .of(values, (rows, converted) -> List.of(document(rows, values, converted, paths)));
    }

    /** A format makes a text of a value. */
    private static List<ColumnType> targets(MappedField sink) {
        Optional<ColumnType> said =
                sink.type().or(sink::texts).filter(each -> each.format().isPresent());
        Optional<ColumnType> typed = sink.type().filter(each -> said.isEmpty() || each.type() != InterimType.STRING);
        Optional<ColumnType> text = said.map(ColumnType.of(InterimType.STRING)::withTextsOf);
        return Stream.of(typed.map(each -> said.isEmpty() ? each : each.withoutTexts()), text)
                .flatMap(Optional::stream)
                .toList();
    }

    private Column document(
            Dataset<Row> rows, List<ConvertedValue> values, List<Column> converted, List<JsonPath> paths) {
        boolean json = values.stream().anyMatch(value -> value.source().json() || value.unscaled());
        List<Placed> placed = new ArrayList<>();
        for (int place = 0; place < paths.size(); place++) {
            List<String> path = paths.get(place).names();
            ConvertedValue value = values.get(place);
            Column column = value.unscaled() ? value.digits(converted.get(place)) : converted.get(place);
            if (value.source().json()) {
                placed.add(new Placed(path, column));
            } else {
                boolean text = shape.sinkIdIsText() && path.equals(List.of("id"));
                Column fit = text ? column.cast("string") : column;
                placed.add(new Placed(path, json && (text || !value.unscaled()) ? JsonText.of(rows, fit) : fit));
            }
        }
        return (json ? JsonText.ofJson(placed) : JsonText.ofColumns(rows, placed)).as(Columns.DOCUMENT);
    }

    /** Names that are split may name a value and an object that it would be in. */
    private void checkPlaces(List<JsonPath> paths) {
        Set<List<String>> values = new HashSet<>();
        paths.forEach(path -> values.add(path.names()));
        for (List<String> value : values) {
            for (int length = 1; length < value.size(); length++) {
                if (values.contains(value.subList(0, length))) {
                    throw JobException.of(
                            ErrorCode.CopyIncompatible,
                            "The column '" + String.join(separator(), value.subList(0, length))
                                    + "' would be a value and, through the nesting separator '" + separator()
                                    + "', an object at once. Rename a column, or set nestingSeparator to \"\".");
                }
            }
        }
    }

    /** All columns under their own names, which may be those of nested members. */
    List<FieldMapping> byName(TableFields fields) {
        return fields.names().stream()
                .map(name -> new FieldMapping(
                        new MappedField(
                                new Named(name),
                                Optional.empty(),
                                shape.source().span()),
                        new MappedField(
                                new Path(JsonPath.members(name, separator())),
                                shape.sink().structured() ? DeclaredTypes.of(shape.sink(), name) : Optional.empty(),
                                shape.sink().span())))
                .toList();
    }

    /** A structure with dotted names describes nested members, whatever the type of the sink. */
    private String separator() {
        String own = shape.sink().nestingSeparator();
        return own.isEmpty() && shape.sink().structured() ? "." : own;
    }
}
