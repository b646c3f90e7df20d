package io.cosmosdataflow.run;

import org.apache.spark.sql.SparkSession;

/** The Spark jobs of one attempt, as a group that the Spark UI names and that can be cancelled. */
final class SparkJobs {

    private final SparkSession spark;
    private final String group;

    SparkJobs(SparkSession spark, String group) {
        this.spark = spark;
        this.group = group;
    }

    /** Jobs that this thread starts from now on are part of the group. */
    void belongToThisThread(String description) {
        SparkSession.setActiveSession(spark);
        spark.sparkContext().setJobGroup(group, description, true);
    }

    void cancel() {
        spark.sparkContext().cancelJobGroup(group);
    }
}
