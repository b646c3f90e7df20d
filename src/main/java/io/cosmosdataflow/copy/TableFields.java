package io.cosmosdataflow.copy;

import io.cosmosdataflow.copy.convert.ColumnType;
import io.cosmosdataflow.copy.convert.Conversion;
import io.cosmosdataflow.copy.convert.ConversionSettings;
import io.cosmosdataflow.copy.translator.FieldMapping;
import io.cosmosdataflow.copy.translator.FieldReference;
import io.cosmosdataflow.copy.translator.FieldReference.Named;
import io.cosmosdataflow.copy.translator.FieldReference.Ordinal;
import io.cosmosdataflow.copy.translator.MappedField;
import io.cosmosdataflow.definition.DatasetColumn;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.diagnostic.NearestNames;
import io.cosmosdataflow.spark.JsonWriter;
import io.cosmosdataflow.spark.NamedColumns;
import io.cosmosdataflow.store.Columns;
import io.cosmosdataflow.store.kind.DataShape;
import io.cosmosdataflow.store.lost.DelimitedItem;
import io.cosmosdataflow.store.type.InterimType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;

/** Columns of a tabular source, under the names and with the types that its dataset declares. */
final class TableFields implements SourceFields {

    private final Dataset<Row> rows;
    private final DataShape end;
    private final boolean nested;
    private final List<String> names;

    private TableFields(Dataset<Row> rows, DataShape end, boolean nested) {
        this.rows = rows;
        this.end = end;
        this.nested = nested;
        this.names = dataColumns(rows);
    }

    /**
     * Text without a header line takes its names from the dataset, by position; a structure of any other source
     * limits it to the columns that it names.
     *
     * @throws io.cosmosdataflow.diagnostic.JobException {@code CopySourceColumnMissing}, naming all that are missing
     */
    static Dataset<Row> declared(Dataset<Row> rows, DataShape end) {
        List<DatasetColumn> declared = end.columns();
        List<String> actual = dataColumns(rows);
        boolean named = end.headerless() && !declared.isEmpty();
        if (!named && !end.structured()) {
            return rows;
        }
        Issues issues = new Issues();
        List<Column> columns = new ArrayList<>();
        for (int place = 0; place < declared.size(); place++) {
            DatasetColumn column = declared.get(place);
            boolean known = named ? place < actual.size() : actual.contains(column.name());
            if (known) {
                String name = named ? actual.get(place) : column.name();
                columns.add(NamedColumns.column(rows, name).as(column.name()));
            } else {
                issues.error(
                        ErrorCode.CopySourceColumnMissing,
                        column.span(),
                        "The source has no column '" + column.name() + "', which dataset '" + end.dataset()
                                + "' declares.",
                        named
                                ? "The text has " + actual.size() + " columns."
                                : NearestNames.hint(column.name(), actual));
            }
        }
        issues.throwIfErrors();
        if (named && !end.structured()) {
            actual.stream().skip(declared.size()).forEach(name -> columns.add(NamedColumns.column(rows, name)));
        }
        if (Arrays.asList(rows.columns()).contains(Columns.FILE_PATH)) {
            columns.add(NamedColumns.column(rows, Columns.FILE_PATH));
        }
        return rows.select(columns.toArray(Column[]::new));
    }

    /**
     * @param rows as {@link #declared} has given them, perhaps with further columns
     * @param sink one that has no lists, structures and maps gets them as JSON text
     */
    static TableFields of(Dataset<Row> rows, DataShape end, DataShape sink) {
        boolean nested = sink.hierarchical() || sink.kind() == DataShape.Kind.TYPED_FILE;
        return new TableFields(rows, end, nested);
    }

    /** All columns but the path of the file, in their order. */
    static List<String> dataColumns(Dataset<Row> rows) {
        return Arrays.stream(rows.columns())
                .filter(name -> !name.equals(Columns.FILE_PATH))
                .toList();
    }

    List<String> names() {
        return names;
    }

    @Override
    public Dataset<Row> rows() {
        return rows;
    }

    @Override
    public Optional<SourceValue> value(FieldMapping mapping, Issues issues) {
        MappedField field = mapping.source();
        Optional<String> name = name(field.reference());
        if (name.isEmpty()) {
            issues.error(
                    ErrorCode.CopySourceColumnMissing,
                    field.span(),
                    "The source has no column '" + field.reference().shown() + "', which the mapping names.",
                    NearestNames.hint(field.reference().shown(), names));
        }
        return name.map(known -> value(known, field));
    }

    private SourceValue value(String name, MappedField mapped) {
        ColumnType type = ColumnType.of(rows.schema().apply(name));
        Optional<ColumnType> texts = mapped.texts().filter(each -> type.type() == InterimType.STRING);
        return new SourceValue(
                name,
                column(name, nested),
                type,
                mapped.type().or(() -> DeclaredTypes.of(end, name)).or(() -> texts),
                false);
    }

    private Column column(String name, boolean nested) {
        Column column = NamedColumns.column(rows, name);
        DataType type = rows.schema().apply(name).dataType();
        return nested || !JsonWriter.nested(type) ? column : JsonWriter.text(column, type, true);
    }

    @Override
    public Column item() {
        return DelimitedItem.of(names.stream()
                .map(name -> Conversion.between(
                                ColumnType.of(rows.schema().apply(name)),
                                ColumnType.of(InterimType.STRING),
                                ConversionSettings.DEFAULT)
                        .orElseThrow()
                        .value(column(name, false)))
                .toArray(Column[]::new));
    }

    private Optional<String> name(FieldReference reference) {
        if (reference instanceof Ordinal ordinal) {
            return ordinal.position() <= names.size()
                    ? Optional.of(names.get(ordinal.position() - 1))
                    : Optional.empty();
        }
        return reference instanceof Named named && names.contains(named.name())
                ? Optional.of(named.name())
                : Optional.empty();
    }
}
