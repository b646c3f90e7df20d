package io.cosmosdataflow.run;

import io.cosmosdataflow.run.activity.PipelineCalls;
import io.cosmosdataflow.run.flow.StatedPartitionKeys;
import java.util.concurrent.Executor;
import org.apache.spark.sql.SparkSession;

/**
 * What all lists of activities of one run share.
 *
 * @param threads as many as are wanted
 * @param partitionKeys what other pipelines and data flows say, looked up once
 * @param calls runs other pipelines
 */
record RunParts(
        CheckedPipeline checked,
        SparkSession spark,
        Executor threads,
        RunJournal journal,
        RunListener listener,
        StatedPartitionKeys partitionKeys,
        PipelineCalls calls) {}
