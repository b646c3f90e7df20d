package io.cosmosdataflow.copy;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.cosmosdataflow.copy.convert.ColumnType;
import io.cosmosdataflow.copy.document.ArrayElements;
import io.cosmosdataflow.copy.document.ValuesAtPaths;
import io.cosmosdataflow.copy.document.ValuesAtPaths.Form;
import io.cosmosdataflow.copy.document.WantedValue;
import io.cosmosdataflow.copy.translator.CollectionReference;
import io.cosmosdataflow.copy.translator.FieldMapping;
import io.cosmosdataflow.copy.translator.FieldReference.Path;
import io.cosmosdataflow.copy.translator.MappedField;
import io.cosmosdataflow.definition.json.JsonPath;
import io.cosmosdataflow.diagnostic.Issues;
import io.cosmosdataflow.spark.NamedColumns;
import io.cosmosdataflow.store.Columns;
import io.cosmosdataflow.store.lost.DelimitedItem;
import io.cosmosdataflow.store.type.InterimType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Values of documents by their paths. A document that lacks one gives null. With a collection reference there is a
 * row for each element of the array, and none for a document whose array is empty or missing.
 */
final class DocumentFields implements SourceFields {

    private static final String OF_DOCUMENT = "$$OF_DOCUMENT";
    private static final String ELEMENT = "$$ELEMENT";
    private static final String OF_ELEMENT = "$$OF_ELEMENT";

    private final Dataset<Row> rows;
    private final Map<FieldMapping, WantedValue> fields;
    private final List<Place> ofDocument;
    private final List<Place> ofElement;
    private final Map<String, Column> additional;
    private final Form form;

    /** One value may be wanted as a number and as a text. */
    private record Place(JsonPath path, WantedValue wanted) {

        static Place of(FieldMapping mapping, WantedValue wanted) {
            return new Place(((Path) mapping.source().reference()).path(), wanted);
        }
    }

    private DocumentFields(
            Dataset<Row> rows,
            Map<FieldMapping, WantedValue> fields,
            List<Place> ofDocument,
            List<Place> ofElement,
            Map<String, Column> additional,
            Form form) {
        this.rows = rows;
        this.fields = fields;
        this.ofDocument = ofDocument;
        this.ofElement = ofElement;
        this.additional = additional;
        this.form = form;
    }

    /**
     * @param documents with {@link Columns#DOCUMENT}
     * @param single whether a value where the collection should be counts as its only element
     * @param fields that will be asked for, and what their values are wanted as
     * @param additional columns of {@code documents} that count as members, by name
     * @param counted is given a row for each row that comes out
     */
    static DocumentFields of(
            Dataset<Row> documents,
            boolean single,
            Map<FieldMapping, WantedValue> fields,
            Optional<CollectionReference> collection,
            Map<String, Column> additional,
            UnaryOperator<Dataset<Row>> counted,
            Form form) {
        Set<Place> ofDocument = new LinkedHashSet<>();
        Set<Place> ofElement = new LinkedHashSet<>();
        fields.forEach((mapping, wanted) -> {
            Place place = Place.of(mapping, wanted);
            (place.path().fromRoot() ? ofDocument : ofElement).add(place);
        });
        Dataset<Row> rows = documents;
        if (collection.isPresent()) {
            rows = elements(rows, collection.get().arrays(), single);
        }
        rows = NamedColumns.with(counted.apply(rows), OF_DOCUMENT, values(Columns.DOCUMENT, ofDocument, form));
        if (!ofElement.isEmpty()) {
            rows = NamedColumns.with(rows, OF_ELEMENT, values(ELEMENT, ofElement, form));
        }
        return new DocumentFields(rows, fields, List.copyOf(ofDocument), List.copyOf(ofElement), additional, form);
    }

    /** A row for each element, from the outer array to the inner ones; the innermost are {@link #ELEMENT}. */
    private static Dataset<Row> elements(Dataset<Row> documents, List<JsonPath> arrays, boolean single) {
        Dataset<Row> rows = documents;
        String value = Columns.DOCUMENT;
        for (int depth = 0; depth < arrays.size(); depth++) {
            JsonPath path = arrays.get(depth);
            Column array =
                    ValuesAtPaths.json(ColumnName.column(value), List.of(path)).getItem(0);
            boolean orItself = depth > 0 && path.steps().isEmpty();
            value = depth == arrays.size() - 1 ? ELEMENT : ELEMENT + depth;
            Column elements = orItself
                    ? ArrayElements.orItself(array)
                    : single ? ArrayElements.orItselfUnlessNull(array) : ArrayElements.of(array);
            rows = NamedColumns.with(rows, value, explode(elements));
        }
        return rows;
    }

    private static Column values(String column, Set<Place> places, Form form) {
        return ValuesAtPaths.of(
                ColumnName.column(column),
                places.stream().map(Place::path).toList(),
                places.stream().map(Place::wanted).toList(),
                form);
    }

    @Override
    public Dataset<Row> rows() {
        return rows;
    }

    @Override
    public Optional<SourceValue> value(FieldMapping mapping, Issues issues) {
        MappedField field = mapping.source();
        Place place = Place.of(mapping, fields.get(mapping));
        JsonPath path = place.path();
        ColumnType text = ColumnType.of(InterimType.STRING);
        Optional<ColumnType> declared = field.type().or(field::texts);
        Optional<Column> added = path.onlyMember().map(additional::get);
        if (added.isPresent()) {
            return Optional.of(new SourceValue(path.toString(), added.get(), text, declared, false));
        }
        Column value = path.fromRoot()
                ? ColumnName.column(OF_DOCUMENT).getItem(ofDocument.indexOf(place))
                : ColumnName.column(OF_ELEMENT).getItem(ofElement.indexOf(place));
        return Optional.of(new SourceValue(path.toString(), value, text, declared, form == Form.JSON));
    }

    @Override
    public Optional<Column> fault() {
        if (form != Form.SIMPLE) {
            return Optional.empty();
        }
        List<Column> faults = new ArrayList<>();
        faults.add(ColumnName.column(OF_DOCUMENT).getItem(ofDocument.size()));
        if (!ofElement.isEmpty()) {
            faults.add(ColumnName.column(OF_ELEMENT).getItem(ofElement.size()));
        }
        Column first = coalesce(faults.toArray(Column[]::new));
        return Optional.of(when(
                first.isNotNull(),
                concat(
                        lit("the value at "),
                        first,
                        lit(" is an object or an array, which a column cannot hold"
                                + " (JsonUnsupportedHierarchicalComplexValue); set mapComplexValuesToString"))));
    }

    @Override
    public Column item() {
        return DelimitedItem.of(ColumnName.column(Columns.DOCUMENT));
    }
}
