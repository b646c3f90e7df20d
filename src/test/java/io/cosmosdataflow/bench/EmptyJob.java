package io.cosmosdataflow.bench;

import org.apache.spark.sql.SparkSession;

/** The least that a Spark job does: a session, and one row of one task. What is beyond its time is ours. */
public final class EmptyJob {

    private EmptyJob() {}

    public static void main(String[] arguments) {
        SparkSession spark = SparkSession.builder()
                .master("local[*]")
                .appName("empty")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .getOrCreate();
        spark.range(1).show();
        spark.stop();
    }
}
