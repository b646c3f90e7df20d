package io.cosmosdataflow.store.file.scan;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import io.cosmosdataflow.store.file.format.FileFormat.Columnar;
import io.cosmosdataflow.store.storage.ListedFile;
import io.cosmosdataflow.store.storage.Parallel;
import io.cosmosdataflow.store.storage.StorageAccess;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.orc.OrcFile;
import org.apache.orc.Reader;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.format.converter.ParquetMetadataConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopStreams;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;
import org.apache.spark.sql.avro.SchemaConverters;
import org.apache.spark.sql.execution.datasources.orc.OrcUtils;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of columnar files, by their headers and footers. All files are read with the columns of the first, and
 * the readers of the formats then take some values for others without a word: days for a number, milliseconds for
 * seconds, null for a text in a column of numbers. So a file whose column is of another type is refused here.
 */
final class ColumnarSchemas {

    /** From the narrowest on. */
    private static final List<DataType> INTEGERS =
            List.of(DataTypes.ByteType, DataTypes.ShortType, DataTypes.IntegerType, DataTypes.LongType);

    private ColumnarSchemas() {}

    /**
     * The columns of the first file.
     *
     * @param files at least one
     * @throws JobException {@link ErrorCode#FileMalformed} for a file that is not of the format, {@link
     *     ErrorCode#SchemaMismatch} for one with a column of another type than the first, {@link
     *     ErrorCode#FileStoreFailed}
     */
    static ParquetSchema of(Columnar.Kind kind, StorageAccess access, SQLConf settings, List<ListedFile> files) {
        boolean compared = files.size() > 1;
        List<ParquetSchema> schemas = Parallel.map(files, file -> of(kind, access, settings, file, compared));
        ParquetSchema first = schemas.get(0);
        for (int i = 1; i < files.size(); i++) {
            requireSame(
                    files.get(0), first.types(), files.get(i), schemas.get(i).types());
        }
        return first;
    }

    private static ParquetSchema of(
            Columnar.Kind kind, StorageAccess access, SQLConf settings, ListedFile file, boolean compared) {
        Path path = new Path(file.uri());
        try (FileSystem store = access.open(path)) {
            if (kind == Columnar.Kind.PARQUET) {
                return parquet(store, access, settings, path, file.length());
            }
            StructType types = kind == Columnar.Kind.ORC ? orc(store, access, path) : avro(store, file, compared);
            return new ParquetSchema(types, types);
        } catch (IOException e) {
            if (notOfFormat(e)) {
                throw malformed(kind, file, e);
            }
            throw JobException.of(
                    ErrorCode.FileStoreFailed, "File '" + file.relative() + "' cannot be read: " + e.getMessage(), e);
        } catch (JobException e) {
            throw e;
        } catch (Exception e) {
            // the libraries' own exceptions have no type in common, and Spark's are checked ones
            throw malformed(kind, file, e);
        }
    }

    private static ParquetSchema parquet(
            FileSystem store, StorageAccess access, SQLConf settings, Path path, long length) throws IOException {
        InputFile input = new InputFile() {
            @Override
            public long getLength() {
                return length;
            }

            @Override
            public SeekableInputStream newStream() throws IOException {
                return HadoopStreams.wrap(store.open(path));
            }
        };
        try (ParquetFileReader reader = ParquetFileReader.open(
                input,
                HadoopReadOptions.builder(access.configuration(), path)
                        .withMetadataFilter(ParquetMetadataConverter.SKIP_ROW_GROUPS)
                        .build())) {
            return ParquetSchema.of(reader.getFooter(), settings);
        }
    }

    private static StructType orc(FileSystem store, StorageAccess access, Path path) throws IOException {
        try (Reader reader = OrcFile.createReader(
                path, OrcFile.readerOptions(access.configuration()).filesystem(store))) {
            return OrcUtils.toCatalystSchema(reader.getSchema());
        }
    }

    /** Spark's module for Avro, which a cluster may lack, is asked for only where columns are compared. */
    private static StructType avro(FileSystem store, ListedFile file, boolean compared) throws IOException {
        Schema schema = AvroTruncation.schema(store, file);
        return compared && SchemaConverters.toSqlType(schema).dataType() instanceof StructType record
                ? record
                : new StructType();
    }

    /** ORC says by the exceptions of a store what is wrong with a file. */
    private static boolean notOfFormat(IOException failure) {
        StackTraceElement[] thrown = failure.getStackTrace();
        return failure instanceof EOFException
                || failure.getClass().getName().startsWith("org.apache.orc.")
                || thrown.length > 0 && thrown[0].getClassName().startsWith("org.apache.orc.");
    }

    private static JobException malformed(Columnar.Kind kind, ListedFile file, Exception cause) {
        return JobException.of(
                ErrorCode.FileMalformed,
                "The schema of '" + file.relative() + "' cannot be read: is it of format " + kind.shown()
                        + ", and whole?",
                cause);
    }

    private static void requireSame(ListedFile firstFile, StructType first, ListedFile file, StructType other) {
        for (StructField field : first.fields()) {
            for (StructField same : other.fields()) {
                if (same.name().equals(field.name()) && !fits(field.dataType(), same.dataType())) {
                    throw JobException.of(
                            ErrorCode.SchemaMismatch,
                            "The columns do not fit: a file has a column of another type than the first file. '"
                                    + same.name() + "' is " + FileTimes.shown(same.dataType()) + " in '"
                                    + file.relative() + "', and " + FileTimes.shown(field.dataType()) + " in '"
                                    + firstFile.relative()
                                    + "'. Read the files by themselves, or write them with one type.");
                }
            }
        }
    }

    /** Whether the values of a column can be read as those of the first file's column, or the reader itself says no. */
    private static boolean fits(DataType first, DataType other) {
        if (first instanceof StructType one && other instanceof StructType two) {
            for (StructField field : one.fields()) {
                for (StructField same : two.fields()) {
                    if (same.name().equals(field.name()) && !fits(field.dataType(), same.dataType())) {
                        return false;
                    }
                }
            }
            return true;
        }
        if (first instanceof ArrayType one && other instanceof ArrayType two) {
            return fits(one.elementType(), two.elementType());
        }
        if (first instanceof MapType one && other instanceof MapType two) {
            return fits(one.keyType(), two.keyType()) && fits(one.valueType(), two.valueType());
        }
        if (first instanceof DecimalType one && other instanceof DecimalType two) {
            return one.scale() == two.scale() && one.precision() >= two.precision();
        }
        if (INTEGERS.contains(first) && INTEGERS.contains(other)) {
            return INTEGERS.indexOf(other) <= INTEGERS.indexOf(first);
        }
        return first.equals(other) || first.equals(DataTypes.DoubleType) && other.equals(DataTypes.FloatType);
    }
}
