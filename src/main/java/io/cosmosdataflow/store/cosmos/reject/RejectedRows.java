package io.cosmosdataflow.store.cosmos.reject;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.input_file_name;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.monotonically_increasing_id;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.udf;

import io.cosmosdataflow.diagnostic.ErrorCode;
import io.cosmosdataflow.diagnostic.JobException;
import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The rows in files of rejects: {@link #OPERATION} in lower case and {@link #DOCUMENT}. Rows of one item are in
 * one partition, in their order; a row that stands there more than once, as failed attempts of tasks leave it,
 * comes once.
 */
public final class RejectedRows {

    public static final String OPERATION = "operation";
    public static final String DOCUMENT = "document";

    private static final String ITEM = "item";
    private static final String FILE = "file";
    private static final String PLACE = "place";
    private static final String PARSED = "parsed";
    private static final StructType PARTS = new StructType()
            .add(OPERATION, DataTypes.StringType)
            .add(ITEM, DataTypes.StringType)
            .add(DOCUMENT, DataTypes.StringType);

    private RejectedRows() {}

    /**
     * @param paths of files
     * @throws JobException {@link ErrorCode#FileMalformed}, wrapped by Spark, when a line that has been changed by
     *     hand is read
     */
    public static Dataset<Row> read(SparkSession spark, List<String> paths) {
        UDF2<String, String, Row> parse = RejectedRows::parsed;
        Dataset<Row> lines = spark.read()
                .text(paths.toArray(String[]::new))
                .select(
                        col("value"),
                        input_file_name().as(FILE),
                        struct(
                                        input_file_name().as(FILE),
                                        functions
                                                .expr("input_file_block_start()")
                                                .as("block"),
                                        monotonically_increasing_id().as("line"))
                                .as(PLACE))
                .where(trim(col("value")).notEqual(lit("")));
        return lines.select(
                        col(PLACE),
                        // A function that Spark may run twice would be run for each of its three parts.
                        udf(parse, PARTS)
                                .asNondeterministic()
                                .apply(col("value"), col(FILE))
                                .as(PARSED))
                .select(PLACE, PARSED + ".*")
                .repartition(col(ITEM))
                .groupBy(col(ITEM), col(OPERATION), col(DOCUMENT))
                .agg(min(PLACE).as(PLACE))
                .sortWithinPartitions(PLACE)
                .select(OPERATION, DOCUMENT);
    }

    private static Row parsed(String line, String file) {
        try {
            RejectLine read = RejectLine.read(line);
            return RowFactory.create(read.operation(), read.item(), read.document());
        } catch (IOException e) {
            throw JobException.of(
                    ErrorCode.FileMalformed,
                    "A line of " + file + " is no reject: " + e.getMessage() + ". Correct or remove the line.");
        }
    }
}
