package io.cosmosdataflow.spark;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.Serial;
import java.io.Serializable;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.DateFormatter;
import org.apache.spark.sql.catalyst.util.DateFormatter$;
import org.apache.spark.sql.catalyst.util.MapData;
import org.apache.spark.sql.catalyst.util.TimestampFormatter;
import org.apache.spark.sql.catalyst.util.TimestampFormatter$;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Structures, lists and maps as JSON text. Called by generated code.
 *
 * <p>Spark's own {@code to_json} writes small decimals with an exponent, {@code 0E-8}, and times with a fixed number of
 * digits. Here decimals have all digits of their scale, and times are in ISO 8601 with as many digits of the second as
 * they need: {@code 2026-01-31T08:00:00.12Z}. All else is as there: bytes in Base64, {@code "NaN"} as a text, keys of
 * maps as texts.
 */
public final class JsonWriter implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    private static final JsonFactory JSON = new JsonFactory();
    private static final int USUAL_LENGTH = 256;

    private final DataType type;
    private final boolean keepNulls;
    private final String dateFormat;
    private final String timestampFormat;
    private transient DateFormatter dates;
    private transient TimestampFormatter timestamps;

    private JsonWriter(DataType type, boolean keepNulls, String dateFormat, String timestampFormat) {
        this.type = type;
        this.keepNulls = keepNulls;
        this.dateFormat = dateFormat;
        this.timestampFormat = timestampFormat;
    }

    /**
     * A text for each value, null for null.
     *
     * @param type of {@code value}: a structure, an array or a map
     * @param keepNulls whether a field that is null becomes a member
     */
    public static Column text(Column value, DataType type, boolean keepNulls) {
        return text(value, type, keepNulls, "", "");
    }

    /** As {@link #text(Column, DataType, boolean)}, with patterns of Spark for dates and times, or empty texts. */
    public static Column text(
            Column value, DataType type, boolean keepNulls, String dateFormat, String timestampFormat) {
        JsonWriter writer = new JsonWriter(type, keepNulls, dateFormat, timestampFormat);
        String method = type instanceof StructType ? "object" : type instanceof ArrayType ? "list" : "map";
        return Expressions.call(writer, method, DataTypes.StringType, value);
    }

    /** Whether values of a type are written by this class. */
    public static boolean nested(DataType type) {
        return type instanceof StructType || type instanceof ArrayType || type instanceof MapType;
    }

    public UTF8String object(InternalRow row) {
        return written(out -> object(out, row, (StructType) type));
    }

    public UTF8String list(ArrayData values) {
        return written(out -> list(out, values, (ArrayType) type));
    }

    public UTF8String map(MapData values) {
        return written(out -> map(out, values, (MapType) type));
    }

    @FunctionalInterface
    private interface Content {
        void write(JsonGenerator out) throws IOException;
    }

    private static UTF8String written(Content content) {
        // one that writes bytes would escape what is not in the basic plane
        StringWriter text = new StringWriter(USUAL_LENGTH);
        try (JsonGenerator out = JSON.createGenerator(text)) {
            out.enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN.mappedFeature());
            content.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return UTF8String.fromString(text.toString());
    }

    private void object(JsonGenerator out, InternalRow row, StructType of) throws IOException {
        out.writeStartObject();
        StructField[] fields = of.fields();
        for (int i = 0; i < fields.length; i++) {
            if (!row.isNullAt(i)) {
                out.writeFieldName(fields[i].name());
                value(out, row, i, fields[i].dataType());
            } else if (keepNulls) {
                out.writeNullField(fields[i].name());
            }
        }
        out.writeEndObject();
    }

    private void list(JsonGenerator out, ArrayData values, ArrayType of) throws IOException {
        out.writeStartArray();
        for (int i = 0; i < values.numElements(); i++) {
            element(out, values, i, of.elementType());
        }
        out.writeEndArray();
    }

    private void map(JsonGenerator out, MapData values, MapType of) throws IOException {
        out.writeStartObject();
        for (int i = 0; i < values.numElements(); i++) {
            out.writeFieldName(key(values.keyArray(), i, of.keyType()));
            element(out, values.valueArray(), i, of.valueType());
        }
        out.writeEndObject();
    }

    private String key(ArrayData keys, int at, DataType of) {
        if (of instanceof DecimalType decimal) {
            return keys.getDecimal(at, decimal.precision(), decimal.scale())
                    .toJavaBigDecimal()
                    .toPlainString();
        }
        if (of instanceof DateType) {
            return date(keys.getInt(at));
        }
        return of instanceof TimestampType || of instanceof TimestampNTZType
                ? time(keys.getLong(at), of instanceof TimestampType)
                : String.valueOf(keys.get(at, of));
    }

    private void element(JsonGenerator out, ArrayData values, int at, DataType of) throws IOException {
        if (values.isNullAt(at)) {
            out.writeNull();
        } else {
            value(out, values, at, of);
        }
    }

    private void value(JsonGenerator out, SpecializedGetters from, int at, DataType of) throws IOException {
        if (of instanceof StructType structure) {
            object(out, from.getStruct(at, structure.size()), structure);
        } else if (of instanceof ArrayType array) {
            list(out, from.getArray(at), array);
        } else if (of instanceof MapType map) {
            map(out, from.getMap(at), map);
        } else if (of instanceof BooleanType) {
            out.writeBoolean(from.getBoolean(at));
        } else if (of instanceof ByteType) {
            out.writeNumber(from.getByte(at));
        } else if (of instanceof ShortType) {
            out.writeNumber(from.getShort(at));
        } else if (of instanceof IntegerType) {
            out.writeNumber(from.getInt(at));
        } else if (of instanceof LongType) {
            out.writeNumber(from.getLong(at));
        } else if (of instanceof FloatType) {
            out.writeNumber(from.getFloat(at));
        } else if (of instanceof DoubleType) {
            out.writeNumber(from.getDouble(at));
        } else if (of instanceof DecimalType decimal) {
            out.writeNumber(
                    from.getDecimal(at, decimal.precision(), decimal.scale()).toJavaBigDecimal());
        } else if (of instanceof DateType) {
            out.writeString(date(from.getInt(at)));
        } else if (of instanceof TimestampType || of instanceof TimestampNTZType) {
            out.writeString(time(from.getLong(at), of instanceof TimestampType));
        } else if (of instanceof BinaryType) {
            out.writeBinary(from.getBinary(at));
        } else {
            out.writeString(String.valueOf(from.get(at, of)));
        }
    }

    private String date(int day) {
        if (dateFormat.isEmpty()) {
            return LocalDate.ofEpochDay(day).toString();
        }
        if (dates == null) {
            dates = DateFormatter$.MODULE$.apply(dateFormat, false);
        }
        return dates.format(day);
    }

    private String time(long micros, boolean instant) {
        if (timestampFormat.isEmpty()) {
            return IsoTimes.shortest(micros, instant);
        }
        if (timestamps == null) {
            timestamps = TimestampFormatter$.MODULE$.apply(timestampFormat, ZoneOffset.UTC, false);
        }
        return timestamps.format(micros);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JsonWriter writer
                && type.equals(writer.type)
                && keepNulls == writer.keepNulls
                && dateFormat.equals(writer.dateFormat)
                && timestampFormat.equals(writer.timestampFormat);
    }

    @Override
    public int hashCode() {
        return Objects.hash(type, keepNulls, dateFormat, timestampFormat);
    }

    @Override
    public String toString() {
        return "json";
    }
}
