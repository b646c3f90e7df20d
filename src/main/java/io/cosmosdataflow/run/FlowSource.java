package io.cosmosdataflow.run;

import io.cosmosdataflow.definition.LinkedService;
import io.cosmosdataflow.plan.node.Node.Source;
import io.cosmosdataflow.store.file.flow.FlowFileSource;
import io.cosmosdataflow.store.flow.Projection;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A checked source of a data flow. */
record FlowSource(Source node, LinkedService linkedService, FlowFileSource files, Projection projection) {

    Dataset<Row> read(SparkSession spark) {
        return files.read(spark, projection);
    }
}
