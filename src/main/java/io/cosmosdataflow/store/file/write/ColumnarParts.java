package io.cosmosdataflow.store.file.write;

import io.cosmosdataflow.store.file.format.FileFormat.Columnar;
import io.cosmosdataflow.store.storage.StorageAccess;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.TaskID;
import org.apache.hadoop.mapreduce.TaskType;
import org.apache.hadoop.mapreduce.task.TaskAttemptContextImpl;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.avro.AvroFileFormat;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.execution.datasources.FileFormat;
import org.apache.spark.sql.execution.datasources.OutputWriter;
import org.apache.spark.sql.execution.datasources.OutputWriterFactory;
import org.apache.spark.sql.execution.datasources.orc.OrcFileFormat;
import org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import scala.Predef;
import scala.collection.JavaConverters;

/** Writes rows with Spark's own writers of Parquet, Avro and ORC; a part is a file of its own. */
final class ColumnarParts implements PartFormat {

    private final OutputWriterFactory writers;
    private final StructType schema;
    private final SerializableConfiguration configuration;

    private ColumnarParts(OutputWriterFactory writers, StructType schema, SerializableConfiguration configuration) {
        this.writers = writers;
        this.schema = schema;
        this.configuration = configuration;
    }

    /** @param options of Spark's writer beside the codec, such as {@code recordName} */
    static ColumnarParts of(
            SparkSession spark, Columnar format, Map<String, String> options, StructType schema, StorageAccess access) {
        try {
            Job job = Job.getInstance(access.configuration());
            FileFormat files =
                    switch (format.kind()) {
                        case PARQUET -> new ParquetFileFormat();
                        case AVRO -> new AvroFileFormat();
                        case ORC -> new OrcFileFormat();
                    };
            Map<String, String> all = new HashMap<>(options);
            all.put("compression", format.codec());
            scala.collection.immutable.Map<String, String> scalaOptions =
                    JavaConverters.mapAsScalaMapConverter(all).asScala().toMap(Predef.$conforms());
            OutputWriterFactory writers = files.prepareWrite(spark, job, scalaOptions, schema);
            if (format.level() != Columnar.DEFAULT_LEVEL) {
                job.getConfiguration().setInt("avro.mapred.deflate.level", format.level());
            }
            return new ColumnarParts(writers, schema, new SerializableConfiguration(job.getConfiguration()));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public Output open(FileSystem files, Path path, int partition) {
        TaskAttemptID attempt = new TaskAttemptID(new TaskID("write", 0, TaskType.MAP, partition), 0);
        TaskAttemptContext context = new TaskAttemptContextImpl(configuration.value(), attempt);
        OutputWriter writer = writers.newInstance(path.toString(), schema, context);
        UnsafeProjection cut = UnsafeProjection.create(schema);
        return new Output() {
            /** The source's path may stand behind the columns; the writers take every column they are given. */
            @Override
            public void write(InternalRow row) {
                writer.write(row.numFields() == schema.length() ? row : cut.apply(row));
            }

            /** Spark's writers do not tell what they have written. */
            @Override
            public PartSizes close() throws IOException {
                writer.close();
                return PartSizes.stored(files.getFileStatus(path).getLen());
            }
        };
    }
}
