package io.cosmosdataflow.store.flow;

import io.cosmosdataflow.function.Conversions;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.TimestampType;

/** Texts as values of a scalar type, as the conversion functions have them; a text that is none is null. */
record TextConversion(TypeHints hints) {

    /** @param formats of the column; empty for the hints' */
    Column of(Column text, DataType type, List<String> formats) {
        return Conversions.convert(
                text, DataTypes.StringType, type, formats.isEmpty() ? hinted(type) : formats(type, formats));
    }

    private List<String> hinted(DataType type) {
        if (type instanceof DateType) {
            return hints.dateFormats();
        }
        if (type instanceof TimestampType) {
            return hints.timestampFormats();
        }
        return type instanceof BooleanType ? hints.booleanFormat() : List.of();
    }

    private static List<String> formats(DataType type, List<String> formats) {
        return type instanceof BooleanType ? TypeHints.words(formats) : formats;
    }
}
