package io.cosmosdataflow.project;

import io.cosmosdataflow.spark.NamedColumns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Texts of JSON documents as typed columns. Only the fields that are asked for are parsed; a value that does not
 * fit its type is null, and its neighbours stay. {@link ScalarReading} says which value fits which type.
 *
 * <p>Columns that are not projected are learnt from a sample of the documents that the caller chooses: looking at
 * every document first would read the source twice. Drifted objects and arrays keep their structure, with texts
 * in it unless types are inferred.
 *
 * @param texts whether all values in the documents are texts, as those from XML are
 */
public record DocumentColumns(Projection projection, TypeHints hints, boolean texts) {

    private static final String PARSED = "$$parsed";

    public DocumentColumns {
        Objects.requireNonNull(projection, "projection");
        Objects.requireNonNull(hints, "hints");
    }

    /**
     * @param documents with the texts in the column {@code document}
     * @param sample some of them, in the same column; asked for only if it is needed
     * @param kept other columns of {@code documents} to pass on
     * @return projected columns, drifted columns, kept columns
     * @throws io.cosmosdataflow.diagnostic.JobException {@code SchemaMismatch} if the schema is to be validated
     */
    public Dataset<Row> of(Dataset<Row> documents, String document, Supplier<Dataset<Row>> sample, List<String> kept) {
        StructType drifted = new StructType();
        if (projection.drifts() || projection.validateSchema()) {
            Dataset<String> sampled = texts(sample.get(), document);
            if (projection.validateSchema()) {
                validate(sampled);
            }
            if (projection.drifts()) {
                drifted = drifted(sampled, kept);
            }
        }
        Set<String> all = new HashSet<>(Arrays.asList(drifted.fieldNames()));
        projection.columns().forEach(column -> all.add(column.name()));
        return parsed(documents, ExactNames.column(documents, document), drifted, all, kept);
    }

    /**
     * The columns that {@link #of} has given, over documents that need have no more than those that are used: the
     * others are not parsed, and NULL. A document is parsed once, whatever filters follow.
     *
     * @param schema that {@code of} has given
     * @param used names of columns
     */
    public Dataset<Row> narrowed(
            Dataset<Row> documents, String document, StructType schema, Set<String> used, List<String> kept) {
        StructType drifted = new StructType();
        for (StructField field : schema.fields()) {
            if (projection.find(field.name()).isEmpty() && !kept.contains(field.name())) {
                drifted = drifted.add(field);
            }
        }
        return parsed(documents, ExactNames.column(documents, document), drifted, used, kept);
    }

    private Dataset<Row> parsed(
            Dataset<Row> documents, Column text, StructType drifted, Set<String> used, List<String> kept) {
        List<ProjectedColumn> wanted = new ArrayList<>(projection.columns());
        for (StructField field : drifted.fields()) {
            wanted.add(new ProjectedColumn(field.name(), field.dataType(), List.of()));
        }
        Map<String, JsonReading> read = new LinkedHashMap<>();
        for (ProjectedColumn column : wanted) {
            if (used.contains(column.name())) {
                read.put(
                        column.name(),
                        JsonReading.of(column.type(), !column.formats().isEmpty(), hints));
            }
        }
        List<Column> first = new ArrayList<>();
        if (!read.isEmpty()) {
            first.add(DocumentParser.once(text, JsonReading.object(read)).as(PARSED));
        }
        kept.forEach(name -> first.add(ExactNames.column(documents, name)));
        Dataset<Row> parsed = documents.select(first.toArray(Column[]::new));
        List<Column> columns = new ArrayList<>();
        wanted.forEach(column -> columns.add(column(parsed, read.get(column.name()), column)));
        kept.forEach(name -> columns.add(ExactNames.column(parsed, name)));
        return parsed.select(columns.toArray(Column[]::new));
    }

    /** @param read null for a column that is not used */
    private Column column(Dataset<Row> parsed, JsonReading read, ProjectedColumn column) {
        Column value = read == null
                ? functions.lit(null).cast(column.type())
                : new ColumnConversion(hints)
                        .of(
                                NamedColumns.column(parsed, PARSED).getField(column.name()),
                                read.type(),
                                column.type(),
                                column.formats());
        return value.as(column.name());
    }

    private StructType drifted(Dataset<String> sample, List<String> kept) {
        Set<String> taken = new HashSet<>(kept);
        projection.columns().forEach(column -> taken.add(column.name()));
        TypeInference inference = new TypeInference(hints);
        StructType drifted = new StructType();
        boolean types = projection.inferDriftedColumnTypes();
        for (StructField field : fields(sample, Map.of("primitivesAsString", String.valueOf(!types)))) {
            if (!taken.contains(field.name())) {
                drifted = drifted.add(field.name(), types ? inference.preferred(field.dataType()) : field.dataType());
            }
        }
        return drifted;
    }

    private void validate(Dataset<String> sample) {
        Set<String> names = new HashSet<>();
        Arrays.stream(fields(sample, Map.of())).forEach(field -> names.add(field.name()));
        Map<String, DataType> types = new HashMap<>();
        if (!texts) {
            // a field that is always null has no type
            Arrays.stream(fields(sample, Map.of("dropFieldIfAllNull", "true")))
                    .forEach(field -> types.put(field.name(), field.dataType()));
        }
        SchemaCheck.check(projection, names, types);
    }

    /** In the order of their first appearance as far as Spark keeps it, else in that of their names. */
    private static StructField[] fields(Dataset<String> sample, Map<String, String> options) {
        Map<String, String> all = new LinkedHashMap<>(options);
        all.put("columnNameOfCorruptRecord", "$$corrupt");
        return Arrays.stream(sample.sparkSession()
                        .read()
                        .options(all)
                        .json(sample)
                        .schema()
                        .fields())
                .filter(field -> !field.name().equals("$$corrupt"))
                .toArray(StructField[]::new);
    }

    private static Dataset<String> texts(Dataset<Row> sample, String document) {
        return sample.select(ExactNames.column(sample, document)).as(Encoders.STRING());
    }
}
