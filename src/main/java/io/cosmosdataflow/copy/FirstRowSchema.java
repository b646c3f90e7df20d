package io.cosmosdataflow.copy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cosmosdataflow.copy.convert.ColumnType;
import io.cosmosdataflow.copy.convert.DetectedDatetime;
import io.cosmosdataflow.copy.translator.FieldMapping;
import io.cosmosdataflow.copy.translator.FieldReference;
import io.cosmosdataflow.copy.translator.MappedField;
import io.cosmosdataflow.definition.json.JsonPath;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * Columns of documents that go to a tabular sink without a mapping: those of the first document, with the
 * types it has there. Objects and arrays stay whole, as JSON text, unless a nesting separator flattens the
 * objects. A later value of another type does not fit; a later column is lost, and named in the log.
 *
 * <p>Source: Microsoft Learn, connector-azure-cosmos-db: "the service infers the schema by using the first row
 * in the data. If the first row doesn't contain the full schema, some columns will be missing".
 */
final class FirstRowSchema {

    /** What to do about a value that does not fit. */
    static final String ADVICE =
            "; the first document decides the types. Map the columns in the 'translator', this one with type String";

    /** A column of the sink: the path of member names it comes from, and its type. */
    private record Leaf(String name, List<String> path, DataType type) {}

    private final List<String> members;
    private final List<Leaf> leaves;

    private FirstRowSchema(List<String> members, List<Leaf> leaves) {
        this.members = members;
        this.leaves = leaves;
    }

    static FirstRowSchema of(Dataset<Row> documents, CopyShape shape) {
        JsonNode document = first(documents);
        List<Leaf> leaves = new ArrayList<>();
        leaves(document, shape, List.of(), leaves);
        List<String> members = new ArrayList<>();
        document.fieldNames().forEachRemaining(members::add);
        return new FirstRowSchema(List.copyOf(members), List.copyOf(leaves));
    }

    /** The first document, or an empty one. */
    static JsonNode first(Dataset<Row> documents) {
        List<Row> first = documents.select(Columns.DOCUMENT).takeAsList(1);
        return first.isEmpty()
                ? new ObjectMapper().createObjectNode()
                : parse(first.get(0).getString(0));
    }

    /** Notes which members later documents have beyond these. */
    LostColumns lost() {
        return new LostColumns(members);
    }

    /** The columns as a mapping. */
    List<FieldMapping> mappings(CopyShape shape) {
        return leaves.stream()
                .map(leaf -> {
                    List<JsonPath.Step> steps = leaf.path().stream()
                            .<JsonPath.Step>map(JsonPath.Member::new)
                            .toList();
                    ColumnType type = ColumnType.of(DataTypes.createStructField(leaf.name(), leaf.type(), true));
                    return new FieldMapping(
                            new MappedField(
                                    new FieldReference.Path(new JsonPath(true, steps)),
                                    Optional.of(type),
                                    shape.source().span()),
                            new MappedField(
                                    new FieldReference.Named(leaf.name()),
                                    Optional.empty(),
                                    shape.sink().span()));
                })
                .toList();
    }

    private static void leaves(JsonNode document, CopyShape shape, List<String> path, List<Leaf> leaves) {
        String separator = shape.source().nestingSeparator();
        // a date in delimited text is a text, and stays the one it is
        boolean detectDatetime = shape.detectDatetime() && !shape.sink().text();
        document.fields().forEachRemaining(member -> {
            List<String> here = new ArrayList<>(path);
            here.add(member.getKey());
            JsonNode value = member.getValue();
            if (!separator.isEmpty() && value.isObject() && !value.isEmpty()) {
                leaves(value, shape, here, leaves);
            } else {
                leaves.add(new Leaf(String.join(separator, here), List.copyOf(here), type(value, detectDatetime)));
            }
        });
    }

    /** The type that a value decides on for its column; objects and arrays are texts. */
    static DataType type(JsonNode value, boolean detectDatetime) {
        if (value.isBoolean()) {
            return DataTypes.BooleanType;
        }
        if (value.isIntegralNumber()) {
            return value.canConvertToLong() ? DataTypes.LongType : DataTypes.createDecimalType(38, 0);
        }
        if (value.isNumber()) {
            return DataTypes.DoubleType;
        }
        boolean datetime = detectDatetime && value.isTextual() && DetectedDatetime.matches(value.textValue());
        return datetime ? DataTypes.TimestampType : DataTypes.StringType;
    }

    private static JsonNode parse(String document) {
        try {
            return new ObjectMapper().readTree(document);
        } catch (JsonProcessingException e) {
            throw JobException.of(
                    ErrorCode.CopyIncompatible,
                    "The first document of the source is not valid JSON, so that its columns cannot be found.",
                    e);
        }
    }
}
