package io.cosmosdataflow.project;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;

/**
 * Columns as a tabular source has them, texts or typed values, as the columns of a projection. What is no text
 * keeps its structure as a drifted column; scalar values are texts unless types are inferred: from the texts of a source
 * without types, while texts of Parquet and its kind are texts ({@code 01234} stays).
 *
 */
public record TableColumns(Projection projection, TypeHints hints, Texts texts) {

    /** What a column of texts is. */
    public enum Texts {
        /** Of type text, as in Parquet. */
        TYPED,
        /** A value of any type that the driver of a database gives as a text. */
        OF_A_DRIVER,
        /** A value of any type as a sink writes it, in delimited text. */
        WRITTEN,
        /** The same, and its name means nothing: projected columns are the first ones. */
        WRITTEN_WITHOUT_NAMES;

        /** Whether its type is not held against the projected one. */
        boolean untyped() {
            return this != TYPED;
        }

        boolean written() {
            return this == WRITTEN || this == WRITTEN_WITHOUT_NAMES;
        }
    }

    public TableColumns {
        Objects.requireNonNull(projection, "projection");
        Objects.requireNonNull(hints, "hints");
        Objects.requireNonNull(texts, "texts");
    }

    /**
     * @param sample some of the rows; asked for only if types are to be found out
     * @param kept columns to pass on at the end, no part of the data
     * @throws io.cosmosdataflow.diagnostic.JobException {@code SchemaMismatch} if the schema is to be validated
     */
    public Dataset<Row> of(Dataset<Row> rows, Supplier<Dataset<Row>> sample, List<String> kept) {
        List<StructField> fields = new ArrayList<>();
        for (StructField field : rows.schema().fields()) {
            if (!kept.contains(field.name())) {
                fields.add(field);
            }
        }
        Map<String, StructField> sources = sources(fields);
        if (projection.validateSchema()) {
            validate(sources);
        }
        ColumnConversion conversion = new ColumnConversion(new TextConversion(hints, texts.written()));
        List<Column> columns = new ArrayList<>();
        Set<String> used = new HashSet<>();
        for (ProjectedColumn column : projection.columns()) {
            StructField source = sources.get(column.name());
            Column value = source == null
                    ? functions.lit(null).cast(column.type())
                    : conversion.of(
                            ExactNames.column(rows, source.name()), source.dataType(), column.type(), column.formats());
            columns.add(value.as(column.name()));
            if (source != null) {
                used.add(source.name());
            }
        }
        if (projection.drifts()) {
            fields.removeIf(field ->
                    used.contains(field.name()) || projection.find(field.name()).isPresent());
            columns.addAll(drifted(rows, fields, sample, conversion));
        }
        kept.forEach(name -> columns.add(ExactNames.column(rows, name)));
        return rows.select(columns.toArray(Column[]::new));
    }

    private List<Column> drifted(
            Dataset<Row> rows, List<StructField> fields, Supplier<Dataset<Row>> sample, ColumnConversion conversion) {
        boolean infer = projection.inferDriftedColumnTypes();
        List<String> ofTexts = names(fields, true);
        Map<String, DataType> types = infer && texts.untyped() && !ofTexts.isEmpty()
                ? new TypeInference(hints).of(sample.get(), ofTexts)
                : Map.of();
        List<Column> columns = new ArrayList<>();
        for (StructField field : fields) {
            DataType found = types.getOrDefault(field.name(), field.dataType());
            DataType type = found.equals(DataTypes.NullType) || !infer && !ColumnConversion.complex(found)
                    ? DataTypes.StringType
                    : found;
            columns.add(conversion
                    .of(ExactNames.column(rows, field.name()), field.dataType(), type, List.of())
                    .as(field.name()));
        }
        return columns;
    }

    /** Projected name to the source's column. */
    private Map<String, StructField> sources(List<StructField> fields) {
        Map<String, StructField> sources = new HashMap<>();
        fields.forEach(field -> sources.put(field.name(), field));
        boolean named = projection.columns().stream().anyMatch(column -> sources.containsKey(column.name()));
        if (texts == Texts.WRITTEN_WITHOUT_NAMES && !named) {
            for (int i = 0; i < Math.min(fields.size(), projection.columns().size()); i++) {
                sources.put(projection.columns().get(i).name(), fields.get(i));
            }
        }
        return sources;
    }

    private void validate(Map<String, StructField> sources) {
        Map<String, DataType> types = new HashMap<>();
        sources.forEach((name, field) -> {
            if (!texts.untyped() || !(field.dataType() instanceof StringType)) {
                types.put(name, field.dataType());
            }
        });
        SchemaCheck.check(projection, sources.keySet(), types);
    }

    private static List<String> names(List<StructField> fields, boolean texts) {
        return fields.stream()
                .filter(field -> field.dataType() instanceof StringType == texts)
                .map(StructField::name)
                .toList();
    }
}
