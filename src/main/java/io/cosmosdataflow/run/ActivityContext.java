package io.cosmosdataflow.run;

import java.util.UUID;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;

/**
 * What an attempt of an activity works with.
 *
 * @param activity its name
 * @param activityRunId names the attempt, in Spark's job group and in temporary files
 * @param remark takes what the user should see
 * @param state what the run keeps beyond its end
 */
record ActivityContext(
        SparkSession spark, String activity, UUID activityRunId, Consumer<String> remark, RunState state) {}
