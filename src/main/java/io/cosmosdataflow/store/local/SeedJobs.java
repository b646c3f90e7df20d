package io.cosmosdataflow.store.local;

import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/** The Spark jobs that fill stand-ins, told apart from those of the activity that has them made. */
public final class SeedJobs {

    private static final String DESCRIPTION = "spark.job.description";

    private SeedJobs() {}

    /** Does work of this thread's job group that is not the activity's own: its rows are not those that it reads and writes. */
    public static <T> T aside(SparkSession spark, Supplier<T> work) {
        String description = spark.sparkContext().getLocalProperty(DESCRIPTION);
        spark.sparkContext().setLocalProperty(DESCRIPTION, "what local mode starts with");
        try {
            return work.get();
        } finally {
            spark.sparkContext().setLocalProperty(DESCRIPTION, description);
        }
    }
}
