package io.cosmosdataflow.copy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.cosmosdataflow.copy.convert.ColumnType;
import io.cosmosdataflow.copy.translator.FieldMapping;
import io.cosmosdataflow.copy.translator.FieldReference.Path;
import io.cosmosdataflow.copy.translator.MappedField;
import io.cosmosdataflow.copy.translator.Translator;
import io.cosmosdataflow.definition.json.JsonPath;
import io.cosmosdataflow.definition.json.JsonPath.Element;
import io.cosmosdataflow.definition.json.JsonPath.Member;
import io.cosmosdataflow.definition.json.JsonPath.Step;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * Types of values that a mapping takes out of documents and that nobody has declared: those of the first document.
 * The documents are only looked at if there is such a value.
 */
final class FirstValues {

    private final Dataset<Row> documents;
    private final Translator translator;
    private final boolean detectDatetime;
    private final boolean single;
    private JsonNode first;

    /** @param single as for {@link DocumentFields} */
    FirstValues(Dataset<Row> documents, Translator translator, boolean detectDatetime, boolean single) {
        this.documents = documents;
        this.translator = translator;
        this.detectDatetime = detectDatetime;
        this.single = single;
    }

    List<FieldMapping> typed(List<FieldMapping> mappings) {
        return mappings.stream()
                .map(mapping -> mapping.source().type().isPresent()
                                || mapping.sink().type().isPresent()
                        ? mapping
                        : new FieldMapping(typed(mapping.source()), mapping.sink()))
                .toList();
    }

    private MappedField typed(MappedField field) {
        JsonPath path = ((Path) field.reference()).path();
        JsonNode value = at(path.fromRoot() ? document() : element(), path.steps());
        Optional<ColumnType> type = value.isMissingNode() || value.isNull()
                ? Optional.empty()
                : Optional.of(ColumnType.of(
                        DataTypes.createStructField("", FirstRowSchema.type(value, detectDatetime), true)));
        return new MappedField(field.reference(), type, field.span());
    }

    private JsonNode document() {
        if (first == null) {
            first = FirstRowSchema.first(documents);
        }
        return first;
    }

    private JsonNode element() {
        return translator
                .collectionReference()
                .map(reference -> firstElement(document(), reference.arrays()))
                .orElse(MissingNode.getInstance());
    }

    private JsonNode firstElement(JsonNode document, List<JsonPath> arrays) {
        JsonNode value = document;
        for (JsonPath path : arrays) {
            JsonNode array = at(value, path.steps());
            boolean itself = !array.isArray() && (single || path.steps().isEmpty() && value != document);
            value = itself ? array : array.path(0);
        }
        return value;
    }

    private static JsonNode at(JsonNode value, List<Step> steps) {
        JsonNode at = value;
        for (Step step : steps) {
            at = step instanceof Member member ? at.path(member.name()) : at.path(((Element) step).index());
        }
        return at;
    }
}
