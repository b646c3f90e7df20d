package io.cosmosdataflow.run;

import java.util.UUID;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;

/**
 * What an attempt of an activity works with.
 *
 * @param activityRunId names the attempt, in Spark's job group and in temporary files
 * @param remark takes what the user should see
 */
record ActivityContext(SparkSession spark, UUID activityRunId, Consumer<String> remark) {}
