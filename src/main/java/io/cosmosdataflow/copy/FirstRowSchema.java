package io.cosmosdataflow.copy;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.from_json;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.raise_error;
import static org.apache.spark.sql.functions.when;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cosmosdataflow.copy.convert.ColumnType;
import io.cosmosdataflow.copy.convert.DetectedDatetime;
import io.cosmosdataflow.copy.translator.FieldMapping;
import io.cosmosdataflow.copy.translator.FieldReference;
import io.cosmosdataflow.copy.translator.JsonPath;
import io.cosmosdataflow.copy.translator.MappedField;
import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.Columns;
import io.cosmosdataflow.store.NamedColumns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Columns of documents that go to a tabular sink without a mapping: those of the first document, with the
 * types it has there. Objects and arrays stay whole, as JSON text, unless a nesting separator flattens the
 * objects. A later value of another type ends the copy; a later column is lost, and named in the log.
 *
 * <p>Source: Microsoft Learn, connector-azure-cosmos-db: "the service infers the schema by using the first row
 * in the data. If the first row doesn't contain the full schema, some columns will be missing".
 */
final class FirstRowSchema {

    private static final String CORRUPT = "$$CORRUPT";
    private static final Map<String, String> PARSER =
            Map.of("mode", "PERMISSIVE", "columnNameOfCorruptRecord", CORRUPT, "timeZone", "UTC");

    /** A column of the sink: the path of member names it comes from, and its type. */
    private record Leaf(String name, List<String> path, DataType type) {}

    private final StructType schema;
    private final List<Leaf> leaves;

    private FirstRowSchema(StructType schema, List<Leaf> leaves) {
        this.schema = schema;
        this.leaves = leaves;
    }

    static FirstRowSchema of(Dataset<Row> documents, CopyShape shape) {
        JsonNode document = first(documents);
        List<Leaf> leaves = new ArrayList<>();
        StructType schema = schema(document, shape, List.of(), leaves);
        return new FirstRowSchema(schema, List.copyOf(leaves));
    }

    /** The first document, or an empty one. */
    static JsonNode first(Dataset<Row> documents) {
        List<Row> first = documents.select(Columns.DOCUMENT).takeAsList(1);
        return first.isEmpty()
                ? new ObjectMapper().createObjectNode()
                : parse(first.get(0).getString(0));
    }

    /** A member of the document as text; objects and arrays as JSON. */
    static Column text(String member) {
        StructType schema = new StructType().add(member, DataTypes.StringType);
        return from_json(col(Columns.DOCUMENT), schema, PARSER).getField(member);
    }

    /** Notes which members later documents have beyond these. */
    LostColumns lost() {
        return new LostColumns(Arrays.asList(schema.fieldNames()));
    }

    /** The columns as a mapping, for which a document that does not fit is one row among others. */
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

    /** A document that does not fit ends the job. */
    MappedRows map(Dataset<Row> documents) {
        LostColumns lost = lost();
        Column filePath = Arrays.asList(documents.columns()).contains(Columns.FILE_PATH)
                ? ColumnName.column(Columns.FILE_PATH)
                : null;
        Dataset<Row> parsed = NamedColumns.with(
                lost.observe(documents),
                "$$ROW",
                from_json(col(Columns.DOCUMENT), schema.add(CORRUPT, DataTypes.StringType), PARSER));
        Column row = ColumnName.column("$$ROW");
        Dataset<Row> checked = NamedColumns.with(
                parsed, "$$ROW", when(row.getField(CORRUPT).isNull(), row).otherwise(raise_error(complaint(row))));
        List<Column> columns = new ArrayList<>();
        leaves.forEach(leaf -> columns.add(field(row, leaf.path()).as(leaf.name())));
        if (filePath != null) {
            columns.add(filePath);
        }
        return new MappedRows(checked.select(columns.toArray(Column[]::new)), lost::names);
    }

    /** Names the columns that hold something but could not be read with their type, and never the value. */
    private Column complaint(Column row) {
        Column asText = from_json(col(Columns.DOCUMENT), texts(schema), PARSER);
        Column[] wrong = leaves.stream()
                .map(leaf -> when(
                        field(row, leaf.path())
                                .isNull()
                                .and(field(asText, leaf.path()).isNotNull()),
                        lit("'" + leaf.name() + "' (not a " + interim(leaf.type()) + ")")))
                .toArray(Column[]::new);
        String[] around = IncompatibleRow.message("a document does not fit the columns of the first one: \n"
                        + "; the first document decides the types. Project the column in the query, or set"
                        + " detectDatetime to false if it is a date")
                .split("\n");
        return concat(lit(around[0]), concat_ws(", ", wrong), lit(around[1]));
    }

    private static StructType schema(JsonNode document, CopyShape shape, List<String> path, List<Leaf> leaves) {
        List<StructField> fields = new ArrayList<>();
        document.fields().forEachRemaining(member -> {
            List<String> here = new ArrayList<>(path);
            here.add(member.getKey());
            String separator = shape.source().nestingSeparator();
            boolean flatten = !separator.isEmpty()
                    && member.getValue().isObject()
                    && !member.getValue().isEmpty();
            DataType type = flatten
                    ? schema(member.getValue(), shape, here, leaves)
                    : type(member.getValue(), shape.detectDatetime());
            if (!flatten) {
                leaves.add(new Leaf(String.join(separator, here), List.copyOf(here), type));
            }
            fields.add(DataTypes.createStructField(member.getKey(), type, true));
        });
        return DataTypes.createStructType(fields);
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

    private static StructType texts(StructType schema) {
        List<StructField> fields = new ArrayList<>();
        for (StructField field : schema.fields()) {
            DataType type = field.dataType() instanceof StructType nested ? texts(nested) : DataTypes.StringType;
            fields.add(DataTypes.createStructField(field.name(), type, true));
        }
        return DataTypes.createStructType(fields);
    }

    private static Column field(Column row, List<String> path) {
        Column field = row;
        for (String name : path) {
            field = field.getField(name);
        }
        return field;
    }

    /** The type under Data Factory's name for it. */
    private static String interim(DataType type) {
        if (type.equals(DataTypes.LongType)) {
            return "Int64";
        }
        if (type.equals(DataTypes.TimestampType)) {
            return "Datetime";
        }
        String name = type.typeName();
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
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
