package io.cosmosdataflow.project;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayBasedMapData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * How a JSON value is read as a value of Spark. What does not fit is null, alone: its neighbours in an object or an
 * array stay. Of members of the same name the last counts. Immutable; equal ones read alike, so that Spark can tell
 * equal plans.
 */
sealed interface JsonReading extends Serializable
        permits JsonReading.ObjectReading, JsonReading.ArrayReading, JsonReading.MapReading, ScalarReading {

    /** Spark's type of what {@link #read} gives. */
    DataType type();

    /**
     * The value that starts at the parser's token, as Spark has it internally; the parser stands on its last token then.
     */
    Object read(JsonParser parser) throws IOException;

    /**
     * @param type of the column
     * @param formatted whether texts in it have formats, by which the caller reads them
     * @param hints formats for what has none of its own
     */
    static JsonReading of(DataType type, boolean formatted, TypeHints hints) {
        if (type instanceof StructType struct) {
            Map<String, JsonReading> members = new LinkedHashMap<>();
            for (StructField field : struct.fields()) {
                members.put(field.name(), of(field.dataType(), formatted, hints));
            }
            return object(members);
        }
        if (type instanceof ArrayType array) {
            return new ArrayReading(of(array.elementType(), formatted, hints));
        }
        if (type instanceof MapType map) {
            return new MapReading(of(map.valueType(), formatted, hints));
        }
        return ScalarReading.of(type, formatted, hints);
    }

    /** An object, in the order of the given members. */
    static JsonReading object(Map<String, JsonReading> members) {
        Map<String, Integer> places = new LinkedHashMap<>();
        members.keySet().forEach(name -> places.put(name, places.size()));
        return new ObjectReading(places, List.copyOf(members.values()));
    }

    /**
     * An object by the names of its members.
     *
     * @param places position in {@code fields} by name
     */
    record ObjectReading(Map<String, Integer> places, List<JsonReading> fields) implements JsonReading {

        public ObjectReading {
            places = Map.copyOf(places);
            fields = List.copyOf(fields);
        }

        @Override
        public StructType type() {
            StructField[] all = new StructField[fields.size()];
            places.forEach((name, place) -> all[place] =
                    DataTypes.createStructField(name, fields.get(place).type(), true));
            return DataTypes.createStructType(all);
        }

        @Override
        public InternalRow read(JsonParser parser) throws IOException {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                parser.skipChildren();
                return null;
            }
            Object[] values = new Object[fields.size()];
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                Integer place = places.get(name);
                parser.nextToken();
                if (place == null) {
                    parser.skipChildren();
                } else {
                    values[place] = fields.get(place).read(parser);
                }
            }
            return new GenericInternalRow(values);
        }
    }

    /** A list. */
    record ArrayReading(JsonReading element) implements JsonReading {

        @Override
        public ArrayType type() {
            return DataTypes.createArrayType(element.type(), true);
        }

        @Override
        public Object read(JsonParser parser) throws IOException {
            if (parser.currentToken() != JsonToken.START_ARRAY) {
                parser.skipChildren();
                return null;
            }
            List<Object> values = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                values.add(element.read(parser));
            }
            return new GenericArrayData(values.toArray());
        }
    }

    /** An object whose members are not known by name. */
    record MapReading(JsonReading value) implements JsonReading {

        @Override
        public MapType type() {
            return DataTypes.createMapType(DataTypes.StringType, value.type(), true);
        }

        @Override
        public Object read(JsonParser parser) throws IOException {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                parser.skipChildren();
                return null;
            }
            Map<String, Object> entries = new LinkedHashMap<>();
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                parser.nextToken();
                entries.put(name, value.read(parser));
            }
            Object[] keys =
                    entries.keySet().stream().map(UTF8String::fromString).toArray();
            return new ArrayBasedMapData(
                    new GenericArrayData(keys),
                    new GenericArrayData(entries.values().toArray()));
        }
    }
}
