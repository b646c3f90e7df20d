package io.cosmosdataflow.project;

import io.cosmosdataflow.function.conversion.Conversions;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.TimestampType;

/**
 * Texts as values of a scalar type, as the conversion functions have them; a text that is none is null. But times keep
 * their microseconds, so that what sinks write is read back.
 *
 * @param encoded whether bytes are Base64 (RFC 4648, section 4), as sinks write them into texts, and not those of the text
 */
record TextConversion(TypeHints hints, boolean encoded) {

    private static final String BASE64 = "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$";

    /** @param formats of the column; empty for the hints' */
    Column of(Column text, DataType type, List<String> formats) {
        List<String> said = formats.isEmpty() ? hinted(type) : formats(type, formats);
        if (type instanceof TimestampType && said.isEmpty()) {
            return Conversions.timestamp(text);
        }
        return encoded && type instanceof BinaryType
                ? functions.when(text.rlike(BASE64), functions.unbase64(text))
                : Conversions.convert(text, DataTypes.StringType, type, said);
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
