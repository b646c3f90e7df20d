package io.cosmosdataflow.project;

import io.cosmosdataflow.spark.NamedColumns;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Finds the types of text columns from a sample of their values, in one pass that leaves one row. */
record TypeInference(TypeHints hints) {

    /** The narrowest type first; a column has the first that all its values fit. */
    private enum Candidate {
        BOOLEAN("^(?i:true|false)$", DataTypes.BooleanType),
        INTEGER("^[+-]?\\d{1,10}$", DataTypes.IntegerType),
        LONG("^[+-]?\\d{1,19}$", DataTypes.LongType),
        DOUBLE("^[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?$", DataTypes.DoubleType),
        DATE("^\\d{4}-\\d{1,2}-\\d{1,2}$", DataTypes.DateType),
        TIMESTAMP("^\\d{4}-\\d{1,2}-\\d{1,2}[T ]\\d{1,2}:.*$", DataTypes.TimestampType);

        private final String regex;
        private final DataType type;

        Candidate(String regex, DataType type) {
            this.regex = regex;
            this.type = type;
        }
    }

    /** Types of the columns; {@code NullType} for one without values. */
    Map<String, DataType> of(Dataset<Row> sample, List<String> columns) {
        Map<String, DataType> types = new LinkedHashMap<>();
        if (columns.isEmpty()) {
            return types;
        }
        TextConversion conversion = new TextConversion(hints, true);
        List<Column> counts = new ArrayList<>();
        for (String name : columns) {
            Column text = NamedColumns.column(sample, name);
            counts.add(functions.count(text));
            for (Candidate each : Candidate.values()) {
                boolean hinted = each == Candidate.DATE && !hints.dateFormats().isEmpty()
                        || each == Candidate.TIMESTAMP
                                && !hints.timestampFormats().isEmpty()
                        || each == Candidate.BOOLEAN && !hints.booleanFormat().isEmpty();
                Column value = conversion.of(text, each.type, List.of());
                Column fits = hinted ? value : functions.when(text.rlike(each.regex), value);
                counts.add(functions.count(fits));
            }
        }
        Row row = sample.agg(counts.get(0), counts.subList(1, counts.size()).toArray(Column[]::new))
                .head();
        int width = Candidate.values().length + 1;
        for (int i = 0; i < columns.size(); i++) {
            types.put(columns.get(i), type(row, i * width));
        }
        return types;
    }

    private DataType type(Row row, int from) {
        long values = row.getLong(from);
        if (values == 0) {
            return DataTypes.NullType;
        }
        for (Candidate each : Candidate.values()) {
            if (row.getLong(from + 1 + each.ordinal()) == values) {
                return preferred(each.type);
            }
        }
        return DataTypes.StringType;
    }

    /** The type with the numbers that the hints prefer, inside of structures too. */
    DataType preferred(DataType type) {
        if (type.equals(DataTypes.IntegerType) || type instanceof LongType) {
            return hints.integral().orElse(type);
        }
        if (type instanceof DoubleType) {
            return hints.fractional().orElse(type);
        }
        if (type instanceof ArrayType array) {
            return DataTypes.createArrayType(preferred(array.elementType()), array.containsNull());
        }
        if (type instanceof StructType struct) {
            StructType result = new StructType();
            for (StructField field : struct.fields()) {
                result = result.add(field.name(), preferred(field.dataType()), field.nullable());
            }
            return result;
        }
        return type;
    }
}
