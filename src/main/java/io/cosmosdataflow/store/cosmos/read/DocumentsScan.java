package io.cosmosdataflow.store.cosmos.read;

import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.types.StructType;

/** A scan of one column of documents, whichever way they are fetched. */
interface DocumentsScan extends Scan, Batch {

    @Override
    default StructType readSchema() {
        return DocumentsTable.SCHEMA;
    }

    @Override
    default Batch toBatch() {
        return this;
    }

    @Override
    default CustomMetric[] supportedCustomMetrics() {
        return ReadMetrics.all();
    }
}
