package io.cosmosdataflow.project;

import io.cosmosdataflow.spark.JsonWriter;
import io.cosmosdataflow.spark.PlainNumbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Columns of one type as columns of another, fields of structures by name; what cannot be converted is null. */
record ColumnConversion(TextConversion texts) {

    ColumnConversion(TypeHints hints) {
        this(new TextConversion(hints, false));
    }

    /** @param formats for texts at the top or inside */
    Column of(Column value, DataType from, DataType to, List<String> formats) {
        if (from.equals(to) || from.asNullable().equals(to.asNullable())) {
            return value;
        }
        if (to instanceof StructType target && from instanceof StructType source) {
            return structure(value, source, target, formats);
        }
        if (to instanceof ArrayType target && from instanceof ArrayType source) {
            return functions.transform(
                    value, element -> of(element, source.elementType(), target.elementType(), formats));
        }
        if (to instanceof MapType target && from instanceof MapType source) {
            Column keyed = source.keyType().equals(target.keyType())
                    ? value
                    : functions.transform_keys(value, (key, any) -> key.cast(target.keyType()));
            return functions.transform_values(
                    keyed, (key, each) -> of(each, source.valueType(), target.valueType(), formats));
        }
        if (from instanceof StringType) {
            return complex(to) ? parsed(value, to, formats) : texts.of(value, to, formats);
        }
        if (complex(from)) {
            return to instanceof StringType
                    ? JsonWriter.text(value, from, false)
                    : functions.lit(null).cast(to);
        }
        if (to instanceof StringType) {
            return PlainNumbers.text(value, from);
        }
        return complex(to) ? functions.lit(null).cast(to) : value.cast(to);
    }

    private Column parsed(Column text, DataType to, List<String> formats) {
        JsonReading reading = JsonReading.of(to, !formats.isEmpty(), texts.hints());
        return of(DocumentParser.of(text, reading), reading.type(), to, formats);
    }

    private Column structure(Column value, StructType from, StructType to, List<String> formats) {
        Map<String, StructField> sources = new java.util.HashMap<>();
        for (StructField field : from.fields()) {
            sources.put(field.name(), field);
        }
        List<Column> fields = new ArrayList<>();
        for (StructField field : to.fields()) {
            StructField source = sources.get(field.name());
            Column converted = source == null
                    ? functions.lit(null).cast(field.dataType())
                    : of(value.getField(field.name()), source.dataType(), field.dataType(), formats);
            fields.add(converted.as(field.name()));
        }
        return functions.when(value.isNotNull(), functions.struct(fields.toArray(Column[]::new)));
    }

    static boolean complex(DataType type) {
        return type instanceof StructType || type instanceof ArrayType || type instanceof MapType;
    }
}
