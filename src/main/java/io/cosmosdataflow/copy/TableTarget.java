package io.cosmosdataflow.copy;

import io.cosmosdataflow.copy.convert.ColumnType;
import io.cosmosdataflow.copy.convert.ConversionSettings;
import io.cosmosdataflow.copy.translator.FieldMapping;
import io.cosmosdataflow.copy.translator.FieldReference.Named;
import io.cosmosdataflow.copy.translator.MappedField;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.NearestNames;
import io.cosmosdataflow.store.kind.DataShape;
import io.cosmosdataflow.store.lost.LostRows;
import io.cosmosdataflow.store.type.InterimType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Columns of a tabular sink, each from one field of the source. The type of a column is that of the sink's table, else
 * what the mapping or the sink's structure says, else that of the source.
 */
final class TableTarget {

    private final DataShape sink;
    private final Optional<StructType> table;
    private final Reading reading;
    private final ConversionSettings conversion;
    private final Optional<LostRows> skipped;

    /**
     * How values become what the source declares.
     *
     * @param advice what to do about one that does not, behind the finding; empty for none
     */
    record Reading(ConversionSettings settings, String advice) {}

    /** @param table the columns of the sink's table, where it has one already */
    TableTarget(
            DataShape sink,
            Optional<StructType> table,
            Reading reading,
            ConversionSettings conversion,
            Optional<LostRows> skipped) {
        this.sink = sink;
        this.table = table;
        this.reading = reading;
        this.conversion = conversion;
        this.skipped = skipped;
    }

    /**
     * @throws io.cosmosdataflow.diagnostic.JobException {@code CopySourceColumnMissing}, {@code
     *     CopySinkColumnMissing}, {@code CopyTypeRefused}: all at once, before anything is written
     */
    Dataset<Row> of(SourceFields fields, List<FieldMapping> mappings) {
        Issues issues = new Issues();
        List<ConvertedValue> values = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (FieldMapping mapping : mappings) {
            Optional<String> name = name(mapping.sink(), issues);
            Optional<SourceValue> value = fields.value(mapping, issues);
            if (name.isPresent() && value.isPresent()) {
                ConvertedValue.of(
                                value.get(),
                                targets(value.get(), name.get(), mapping.sink()),
                                reading.settings(),
                                conversion,
                                mapping.source().span(),
                                issues)
                        .ifPresent(values::add);
                names.add(name.get());
            }
        }
        issues.throwIfErrors();
        return new CheckedRows(fields, skipped, reading.advice())
                .of(values, (rows, converted) -> columns(values, converted, names));
    }

    /** The type that a field of the source is to have first, or at once. */
    Optional<ColumnType> wanted(FieldMapping mapping) {
        return mapping.source().type().or(() -> type(((Named) mapping.sink().reference()).name(), mapping.sink()));
    }

    /** As the table spells it. */
    private Optional<String> name(MappedField field, Issues issues) {
        String name = ((Named) field.reference()).name();
        if (table.isEmpty()) {
            return Optional.of(name);
        }
        Optional<String> found = column(name).map(StructField::name);
        if (found.isEmpty()) {
            List<String> known = List.of(table.get().fieldNames());
            issues.error(
                    ErrorCode.CopySinkColumnMissing,
                    field.span(),
                    "The table of dataset '" + sink.dataset() + "' has no column '" + name + "'.",
                    NearestNames.hint(name, known));
        }
        return found;
    }

    private Optional<StructField> column(String name) {
        List<StructField> columns = table.map(each -> List.of(each.fields())).orElse(List.of());
        return columns.stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .or(() -> columns.stream()
                        .filter(column -> column.name().equalsIgnoreCase(name))
                        .findFirst());
    }

    /** Delimited text takes texts alone, and files of typed columns have microseconds. */
    private List<ColumnType> targets(SourceValue value, String name, MappedField field) {
        Optional<ColumnType> type = type(name, field);
        if (sink.text()) {
            ColumnType text = ColumnType.of(InterimType.STRING);
            Optional<ColumnType> said = type.or(field::texts);
            Optional<ColumnType> typed =
                    type.filter(each -> each.type() != InterimType.STRING).map(ColumnType::withoutTexts);
            return Stream.of(typed, Optional.of(said.map(text::withTextsOf).orElse(text)))
                    .flatMap(Optional::stream)
                    .toList();
        }
        if (sink.kind() == DataShape.Kind.TYPED_FILE) {
            ColumnType known = type.or(value::declared).orElse(value.type());
            boolean dated = type.isEmpty()
                    && known.type() == InterimType.STRING
                    && known.format().isPresent();
            ColumnType last = dated ? known.dated().withoutTexts() : known;
            if (last.type() == InterimType.DATETIME) {
                return List.of(last.withMicros());
            }
            List<ColumnType> said = type.map(List::of).orElse(List.of());
            boolean moment = last.type() == InterimType.DATETIMEOFFSET;
            return moment
                    ? Stream.concat(said.stream(), Stream.of(last.withMicros())).toList()
                    : said;
        }
        return type.map(List::of).orElse(List.of());
    }

    private Optional<ColumnType> type(String name, MappedField field) {
        Optional<ColumnType> said =
                field.type().or(() -> sink.structured() ? DeclaredTypes.of(sink, name) : Optional.empty());
        return column(name)
                .map(ColumnType::of)
                .map(type -> type.type() == InterimType.DATETIME && !type.ticks() ? type.withMicros() : type)
                .map(type -> said.or(field::texts).map(type::withTextsOf).orElse(type))
                .or(() -> said);
    }

    private List<Column> columns(List<ConvertedValue> values, List<Column> converted, List<String> names) {
        List<Column> columns = new ArrayList<>();
        for (int place = 0; place < names.size(); place++) {
            ConvertedValue value = values.get(place);
            InterimType type = value.type().type();
            Column column = converted.get(place);
            boolean instant = sink.kind() == DataShape.Kind.TYPED_FILE && type == InterimType.DATETIMEOFFSET;
            if (instant) {
                columns.add(column.cast(DataTypes.TimestampType).as(names.get(place)));
            } else {
                columns.add(type.mark(column, names.get(place)));
            }
        }
        return columns;
    }

    /** All columns under their own names. */
    static List<FieldMapping> byName(TableFields fields, DataShape source) {
        return fields.names().stream()
                .map(name -> new MappedField(new Named(name), Optional.empty(), source.span()))
                .map(field -> new FieldMapping(field, field))
                .toList();
    }

    @Override
    public String toString() {
        return table.map(each -> Arrays.toString(each.fieldNames())).orElse("columns of '" + sink.dataset() + "'");
    }
}
