package io.cosmosdataflow.spark;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import scala.collection.JavaConverters;

/** Several filters and selections, one behind the other, that Spark analyses once: a Dataset is analysed when it is made. */
public final class UnanalysedRows {

    private final SparkSession spark;
    private final LogicalPlan plan;

    private UnanalysedRows(SparkSession spark, LogicalPlan plan) {
        this.spark = spark;
        this.plan = plan;
    }

    public static UnanalysedRows of(Dataset<Row> rows) {
        return new UnanalysedRows(rows.sparkSession(), rows.queryExecution().analyzed());
    }

    public UnanalysedRows filter(Column condition) {
        return new UnanalysedRows(spark, new Filter(condition.expr(), plan));
    }

    public UnanalysedRows select(List<Column> columns) {
        List<NamedExpression> outputs = columns.stream().map(Column::named).toList();
        return new UnanalysedRows(
                spark, new Project(JavaConverters.asScalaBuffer(outputs).toSeq(), plan));
    }

    public Dataset<Row> rows() {
        return Dataset.ofRows(spark, plan);
    }
}
