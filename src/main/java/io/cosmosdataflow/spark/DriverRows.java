package io.cosmosdataflow.spark;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.types.StructType;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/** Rows that the driver has, as a Dataset. */
public final class DriverRows {

    private DriverRows() {}

    /** @param rows in Spark's own form, each an object of its own */
    @SuppressWarnings("unchecked") // a sequence is only read
    public static Dataset<Row> of(SparkSession spark, StructType schema, List<InternalRow> rows) {
        return Dataset.ofRows(
                spark,
                new LocalRelation(
                        (Seq<Attribute>) (Seq<?>) schema.toAttributes(),
                        JavaConverters.asScalaBuffer(rows).toSeq(),
                        false));
    }
}
