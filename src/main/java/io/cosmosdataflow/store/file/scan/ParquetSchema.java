package io.cosmosdataflow.store.file.scan;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.parquet.hadoop.Footer;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat;
import org.apache.spark.sql.execution.datasources.parquet.ParquetToSparkSchemaConverter;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of a Parquet file, those too that Spark has no type for: TIME, and TIMESTAMP in nanoseconds. Spark reads
 * them as the whole numbers that they are stored as, and {@link FileTimes} makes values of them.
 *
 * <p>Source: Parquet format, LogicalTypes, "Temporal Types"; Spark 3.4, {@code ParquetToSparkSchemaConverter}.
 *
 * @param stored the columns as Spark is to read them
 * @param types the columns with the marks of {@link FileTimes} in the place of the numbers
 */
record ParquetSchema(StructType stored, StructType types) {

    ParquetSchema {
        Objects.requireNonNull(stored, "stored");
        Objects.requireNonNull(types, "types");
    }

    static ParquetSchema of(ParquetMetadata footer, SQLConf settings) {
        MessageType message = footer.getFileMetaData().getSchema();
        StructType stored = converted(footer, with(message, false), settings);
        return new ParquetSchema(
                stored,
                message.equals(with(message, true))
                        ? stored
                        : (StructType) marked(stored, converted(footer, with(message, true), settings)));
    }

    /** Spark writes its own schema into a file's metadata, which tells more than the columns do. */
    private static StructType converted(ParquetMetadata footer, MessageType message, SQLConf settings) {
        FileMetaData known = footer.getFileMetaData();
        FileMetaData file = new FileMetaData(message, known.getKeyValueMetaData(), known.getCreatedBy());
        return ParquetFileFormat.readSchemaFromFooter(
                new Footer(new org.apache.hadoop.fs.Path("file"), new ParquetMetadata(file, List.of())),
                new ParquetToSparkSchemaConverter(settings));
    }

    /**
     * The same columns with types that Spark knows.
     *
     * @param telling whether each of ours becomes a type of its own, which no column of whole numbers has; else it
     *     becomes the whole number that it is stored as
     */
    private static MessageType with(MessageType message, boolean telling) {
        return new MessageType(message.getName(), fields(message, telling));
    }

    private static List<Type> fields(GroupType group, boolean telling) {
        List<Type> fields = new ArrayList<>();
        for (Type field : group.getFields()) {
            fields.add(field.isPrimitive() ? primitive(field.asPrimitiveType(), telling) : group(field, telling));
        }
        return fields;
    }

    private static Type group(Type field, boolean telling) {
        GroupType group = field.asGroupType();
        GroupType changed = group.withNewFields(fields(group, telling));
        return changed.equals(group) ? group : changed;
    }

    private static Type primitive(PrimitiveType type, boolean telling) {
        LogicalTypeAnnotation annotation = type.getLogicalTypeAnnotation();
        LogicalTypeAnnotation other;
        if (annotation instanceof TimeLogicalTypeAnnotation time) {
            other = telling
                    ? LogicalTypeAnnotation.decimalType(
                            digits(time.getUnit()), time.getUnit() == TimeUnit.MILLIS ? 9 : 18)
                    : null;
        } else if (annotation instanceof TimestampLogicalTypeAnnotation stamp && stamp.getUnit() == TimeUnit.NANOS) {
            other = telling ? LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS) : null;
        } else {
            return type;
        }
        Types.PrimitiveBuilder<PrimitiveType> builder = Types.primitive(
                        type.getPrimitiveTypeName(), type.getRepetition())
                .as(other);
        return type.getId() == null
                ? builder.named(type.getName())
                : builder.id(type.getId().intValue()).named(type.getName());
    }

    private static int digits(TimeUnit unit) {
        return switch (unit) {
            case MILLIS -> 3;
            case MICROS -> 6;
            case NANOS -> 9;
        };
    }

    private static DataType marked(DataType stored, DataType telling) {
        if (stored instanceof StructType all && telling instanceof StructType told) {
            StructField[] fields = new StructField[all.size()];
            for (int i = 0; i < fields.length; i++) {
                StructField field = all.fields()[i];
                fields[i] = DataTypes.createStructField(
                        field.name(),
                        marked(field.dataType(), told.fields()[i].dataType()),
                        field.nullable(),
                        field.metadata());
            }
            return new StructType(fields);
        }
        if (stored instanceof ArrayType list && telling instanceof ArrayType told) {
            return new ArrayType(marked(list.elementType(), told.elementType()), list.containsNull());
        }
        if (stored instanceof MapType map && telling instanceof MapType told) {
            return new MapType(
                    marked(map.keyType(), told.keyType()),
                    marked(map.valueType(), told.valueType()),
                    map.valueContainsNull());
        }
        if (stored.equals(telling)) {
            return stored;
        }
        return telling instanceof DecimalType time ? FileTimes.time(time.scale()) : FileTimes.NANOSECONDS;
    }
}
