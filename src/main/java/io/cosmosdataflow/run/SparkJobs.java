package io.cosmosdataflow.run;

import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/** The Spark jobs of one attempt, as a group that the Spark UI names and that can be cancelled. */
final class SparkJobs {

    private static final String DESCRIPTION = "spark.job.description";

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

    /** Does work of this thread's group that is not the activity's own: its rows are not those that it reads and writes. */
    static <T> T aside(SparkSession spark, Supplier<T> work) {
        String description = spark.sparkContext().getLocalProperty(DESCRIPTION);
        spark.sparkContext().setLocalProperty(DESCRIPTION, "what local mode starts with");
        try {
            return work.get();
        } finally {
            spark.sparkContext().setLocalProperty(DESCRIPTION, description);
        }
    }

    void cancel() {
        spark.sparkContext().cancelJobGroup(group);
    }
}
