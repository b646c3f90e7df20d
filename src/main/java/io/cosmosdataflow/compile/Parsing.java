package io.cosmosdataflow.compile;

import static org.apache.spark.sql.functions.array_position;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.from_json;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.slice;
import static org.apache.spark.sql.functions.split;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import io.cosmosdataflow.demand.DocumentForm;
import io.cosmosdataflow.function.Types;
import io.cosmosdataflow.function.conversion.Conversions;
import io.cosmosdataflow.plan.expression.ColumnBuilder;
import io.cosmosdataflow.plan.node.Node.Parse;
import io.cosmosdataflow.plan.node.Output;
import io.cosmosdataflow.plan.node.TextFormat;
import io.cosmosdataflow.plan.node.TextFormat.Kind;
import io.cosmosdataflow.spark.NamedColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Documents in columns to complex values. Spark parses JSON; XML becomes JSON and delimited text an array of
 * rows in functions of ours, because Spark 3.4 has none. Values are read as texts and then converted as
 * everywhere in the language, so that {@code "20"} is the integer 20. A text that is no document gives NULL.
 */
final class Parsing {

    private static final String READ = "$$READ";
    private static final String CORRUPT = "$$CORRUPT";

    private Parsing() {}

    static Dataset<Row> compile(Parse node, Dataset<Row> input, ColumnBuilder columns) {
        Dataset<Row> rows = input;
        List<Column> selected = new ArrayList<>();
        for (Output output : node.columns()) {
            if (!node.parsed().contains(output.column().slot())) {
                selected.add(Projections.named(output, columns));
                continue;
            }
            String read = READ + selected.size();
            DataType type = output.column().type();
            rows = NamedColumns.with(rows, read, read(columns.column(output.value()), type, node.format()));
            selected.add(converted(ColumnBuilder.slot(read), type, node.format())
                    .as(output.column().slot()));
        }
        node.shape().schema().marks().forEach(mark -> selected.add(ColumnBuilder.slot(mark.column())));
        return rows.select(selected.toArray(Column[]::new));
    }

    static Column read(Column text, DataType type, TextFormat format) {
        if (format.kind() == Kind.delimited) {
            UDF1<String, String[][]> rows = new DelimitedText(format.delimited())::rows;
            DataType table = DataTypes.createArrayType(DataTypes.createArrayType(DataTypes.StringType));
            return udf(rows, table).apply(text);
        }
        if (format.kind() == Kind.xml) {
            UDF1<String, String> json = new XmlText(type, format.namespaces())::json;
            return json(udf(json, DataTypes.StringType).apply(text), type, format);
        }
        if (format.form() == DocumentForm.documentPerLine && type instanceof ArrayType array) {
            Column lines =
                    filter(split(text, "\r\n|\n|\r"), line -> length(trim(line)).gt(0));
            return transform(lines, line -> json(line, array.elementType(), format));
        }
        boolean firstOfSeveral = format.form() == DocumentForm.arrayOfDocuments && type instanceof StructType;
        return firstOfSeveral
                ? fromJson(text, DataTypes.createArrayType(written(type)), format)
                        .getItem(0)
                : json(text, type, format);
    }

    private static Column json(Column text, DataType type, TextFormat format) {
        return fromJson(text, written(type), format);
    }

    private static Column fromJson(Column text, DataType written, TextFormat format) {
        TextFormat.JsonLeniency lenient = format.json();
        return from_json(
                text,
                written,
                Map.of(
                        "mode", "PERMISSIVE",
                        "columnNameOfCorruptRecord", CORRUPT,
                        "allowSingleQuotes", String.valueOf(lenient.singleQuoted()),
                        "allowUnquotedFieldNames", String.valueOf(lenient.unquotedColumnNames()),
                        "allowComments", String.valueOf(lenient.hasComments()),
                        "allowBackslashEscapingAnyCharacter", String.valueOf(lenient.backslashEscape())));
    }

    private static DataType written(DataType type) {
        DataType texts = texts(type);
        return texts instanceof StructType struct ? struct.add(CORRUPT, DataTypes.StringType) : texts;
    }

    /** The type with texts in the place of single values; decimals are exact only if Spark reads them as such. */
    private static DataType texts(DataType type) {
        if (type instanceof StructType struct) {
            StructType changed = new StructType();
            for (StructField field : struct.fields()) {
                changed = changed.add(field.name(), texts(field.dataType()));
            }
            return changed;
        }
        if (type instanceof ArrayType array) {
            return DataTypes.createArrayType(texts(array.elementType()));
        }
        if (type instanceof MapType map) {
            return DataTypes.createMapType(DataTypes.StringType, texts(map.valueType()));
        }
        return type instanceof DecimalType ? type : DataTypes.StringType;
    }

    static Column converted(Column read, DataType type, TextFormat format) {
        if (format.kind() == Kind.delimited) {
            return table(read, type, format.delimited().header());
        }
        if (!(type instanceof StructType struct)) {
            return Conversions.convert(read, texts(type), type);
        }
        Column some = read.getField(CORRUPT).isNull();
        for (String name : struct.fieldNames()) {
            some = some.or(read.getField(name).isNotNull());
        }
        return when(some, Conversions.convert(read, written(type), type));
    }

    /** The first row for a complex type, all rows for an array of them. */
    private static Column table(Column read, DataType type, boolean named) {
        Column header = read.getItem(0);
        if (type instanceof ArrayType array && array.elementType() instanceof StructType struct) {
            Column rows = named ? slice(read, lit(2), size(read)) : read;
            return transform(rows, row -> row(row, header, struct, named));
        }
        if (type instanceof StructType struct) {
            Column first = read.getItem(named ? 1 : 0);
            return when(first.isNotNull(), row(first, header, struct, named));
        }
        DataType element = Types.element(type);
        return transform(header, each -> Conversions.convert(each, DataTypes.StringType, element));
    }

    private static Column row(Column row, Column header, StructType type, boolean named) {
        Column[] fields = new Column[type.length()];
        for (int i = 0; i < fields.length; i++) {
            StructField field = type.fields()[i];
            Column value = row.getItem(i);
            if (named) {
                Column position = array_position(header, field.name());
                value = when(position.gt(0).and(position.leq(size(row))), element_at(row, position.cast("int")));
            }
            fields[i] = Conversions.convert(value, DataTypes.StringType, field.dataType())
                    .as(field.name());
        }
        return struct(fields);
    }
}
