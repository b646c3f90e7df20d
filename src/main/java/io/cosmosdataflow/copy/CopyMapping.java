package io.cosmosdataflow.copy;

import io.cosmosdataflow.copy.TableTarget.Reading;
import io.cosmosdataflow.copy.convert.ColumnType;
import io.cosmosdataflow.copy.document.ValuesAtPaths.Form;
import io.cosmosdataflow.copy.document.WantedValue;
import io.cosmosdataflow.copy.translator.FieldMapping;
import io.cosmosdataflow.copy.translator.FieldReference.Named;
import io.cosmosdataflow.copy.translator.FieldReference.Path;
import io.cosmosdataflow.copy.translator.MappedField;
import io.cosmosdataflow.copy.translator.Translator;
import io.cosmosdataflow.definition.DatasetColumn;
import io.cosmosdataflow.definition.json.JsonPath;
import io.cosmosdataflow.store.Columns;
import io.cosmosdataflow.store.kind.DataShape;
import io.cosmosdataflow.store.lost.LostRows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Maps the rows of a source to those of a sink.
 *
 * <p>Where a mapping is written down, each field of the sink comes from the field of the source that the mapping names.
 * Else:
 *
 * <ul>
 *   <li>documents to documents: unchanged, the text itself travels;
 *   <li>documents to rows: the columns that the dataset declares, else those of the first document ({@link
 *       FirstRowSchema});
 *   <li>rows to documents: one JSON object a row, columns by name, null kept;
 *   <li>rows to rows: by name.
 * </ul>
 *
 * Everything is one projection over the source's Dataset; only the first document may be looked at beforehand.
 *
 * <p>Source: Microsoft Learn, copy-activity-schema-and-type-mapping; connector-azure-cosmos-db, "Import and export JSON
 * documents".
 */
public final class CopyMapping {

    private final CopySettings settings;
    private final Translator translator;
    private final CopyShape shape;
    private final Optional<LostRows> skipped;
    private final UnaryOperator<Dataset<Row>> counted;
    private final AddedColumns added;

    /**
     * @param skipped takes rows whose values cannot be converted; empty: the first of them ends the job
     * @param counted is given what becomes the rows of the sink, a row for each
     */
    public CopyMapping(
            CopySettings settings, CopyShape shape, Optional<LostRows> skipped, UnaryOperator<Dataset<Row>> counted) {
        this.settings = settings;
        this.translator = settings.translator();
        this.shape = shape;
        this.skipped = skipped;
        this.counted = counted;
        this.added = new AddedColumns(settings.additionalColumns());
    }

    /**
     * @param source {@link Columns#DOCUMENT} or named columns, either with {@link Columns#FILE_PATH} if it
     *     comes from files
     * @param table the columns of the sink's table, where it has one already
     * @return {@link Columns#DOCUMENT} or named columns, with {@link Columns#FILE_PATH} where the source has it
     * @throws io.cosmosdataflow.diagnostic.JobException if the data does not have what the mapping names
     */
    public MappedRows apply(Dataset<Row> source, Optional<StructType> table) {
        return shape.source().hierarchical()
                ? documents(source, table)
                : MappedRows.complete(rows(TableFields.declared(source, shape.source()), table));
    }

    private Dataset<Row> rows(Dataset<Row> source, Optional<StructType> table) {
        TableFields fields = TableFields.of(added.toTable(counted.apply(source)), shape.source(), shape.sink());
        if (shape.sink().hierarchical()) {
            DocumentTarget target = new DocumentTarget(shape, translator.conversion(), skipped);
            return target.of(fields, explicit() ? translator.mappings() : target.byName(fields));
        }
        List<FieldMapping> mappings = explicit() ? translator.mappings() : TableTarget.byName(fields, shape.source());
        return target(table).of(fields, mappings);
    }

    private MappedRows documents(Dataset<Row> source, Optional<StructType> table) {
        if (shape.sink().hierarchical()) {
            return MappedRows.complete(explicit() ? reshaped(source) : added.toDocuments(counted.apply(source)));
        }
        if (explicit()) {
            Form form = translator.complexToText() ? Form.TEXT : Form.SIMPLE;
            return MappedRows.complete(columns(source, table, translator.mappings(), form));
        }
        if (!shape.source().columns().isEmpty()) {
            return MappedRows.complete(columns(source, table, declared(), Form.TEXT));
        }
        return byFirstRow(added.toDocuments(source), table);
    }

    /** A later value either is of the type that the first one has, or does not fit: nothing of it is cut. */
    private MappedRows byFirstRow(Dataset<Row> documents, Optional<StructType> table) {
        FirstRowSchema schema = FirstRowSchema.of(documents, shape);
        LostColumns lost = schema.lost();
        Reading strict = new Reading(translator.conversion().withoutTruncation(), FirstRowSchema.ADVICE);
        TableTarget target = new TableTarget(shape.sink(), table, strict, translator.conversion(), skipped);
        Dataset<Row> rows = columns(lost.observe(documents), target, false, schema.mappings(shape), Form.TEXT);
        return new MappedRows(rows, lost::names);
    }

    private TableTarget target(Optional<StructType> table) {
        return new TableTarget(
                shape.sink(), table, new Reading(translator.conversion(), ""), translator.conversion(), skipped);
    }

    private Dataset<Row> reshaped(Dataset<Row> source) {
        List<FieldMapping> untyped = translator.mappings().stream()
                .map(mapping -> new FieldMapping(
                        new MappedField(
                                mapping.source().reference(),
                                Optional.empty(),
                                mapping.source().span()),
                        mapping.sink()))
                .toList();
        Map<FieldMapping, WantedValue> wanted = new LinkedHashMap<>();
        untyped.forEach(mapping -> wanted.put(mapping, WantedValue.TEXT));
        DocumentFields values = DocumentFields.of(
                source,
                single(),
                wanted,
                translator.collectionReference(),
                added.ofDocuments(source),
                counted,
                Form.JSON);
        return new DocumentTarget(shape, translator.conversion(), skipped).of(values, untyped);
    }

    /** Values of documents without a declared type are texts in a sink of texts; else the first document decides. */
    private Dataset<Row> columns(
            Dataset<Row> source, Optional<StructType> table, List<FieldMapping> mappings, Form form) {
        boolean typed = table.isPresent() || shape.sink().text();
        List<FieldMapping> known = typed
                ? mappings
                : new FirstValues(source, translator, shape.detectDatetime(), single()).typed(mappings);
        return columns(source, target(table), translator.conversion().allowDataTruncation(), known, form);
    }

    private Dataset<Row> columns(
            Dataset<Row> source, TableTarget target, boolean truncates, List<FieldMapping> known, Form form) {
        Map<FieldMapping, WantedValue> wanted = new LinkedHashMap<>();
        known.forEach(mapping -> wanted.put(mapping, wanted(mapping, target, truncates)));
        DocumentFields fields = DocumentFields.of(
                source, single(), wanted, translator.collectionReference(), added.ofDocuments(source), counted, form);
        return target.of(fields, known);
    }

    private static WantedValue wanted(FieldMapping mapping, TableTarget target, boolean truncates) {
        return target.wanted(mapping)
                .map(type -> WantedValue.of(type.type(), truncates))
                .orElse(WantedValue.TEXT);
    }

    /** The columns that the dataset declares, and the additional ones. */
    private List<FieldMapping> declared() {
        List<FieldMapping> mappings = new ArrayList<>();
        for (DatasetColumn column : shape.source().columns()) {
            String separator = shape.source().nestingSeparator();
            mappings.add(new FieldMapping(
                    new MappedField(
                            new Path(JsonPath.members(column.name(), separator)),
                            DeclaredTypes.of(column),
                            column.span()),
                    sink(column.name())));
        }
        settings.additionalColumns()
                .forEach(column -> mappings.add(new FieldMapping(
                        new MappedField(
                                new Path(JsonPath.member(column.name())),
                                Optional.<ColumnType>empty(),
                                shape.source().span()),
                        sink(column.name()))));
        return mappings;
    }

    private MappedField sink(String name) {
        return new MappedField(new Named(name), Optional.empty(), shape.sink().span());
    }

    private boolean single() {
        return shape.source().kind() == DataShape.Kind.XML_DOCUMENTS;
    }

    private boolean explicit() {
        return !translator.mappings().isEmpty();
    }
}
