package io.cosmosdataflow.testing;

import org.apache.spark.sql.SparkSession;

/** The one {@code local[2]} session that all Spark tests of a JVM share; it ends with the JVM. */
public final class SharedSpark {

    private SharedSpark() {}

    public static SparkSession session() {
        return Holder.SESSION;
    }

    private static final class Holder {
        private static final SparkSession SESSION = SparkSession.builder()
                .master("local[2,4]")
                .appName("cosmos-dataflow tests")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.shuffle.partitions", "2")
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.warehouse.dir", "target/spark-warehouse")
                .config("spark.executor.heartbeatInterval", "1s")
                // Delta by path needs neither its extension nor its catalog, and a small table no fifty tasks
                .config("spark.databricks.delta.requiredSparkConfsCheck.enabled", "false")
                .config("spark.databricks.delta.snapshotPartitions", "2")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .getOrCreate();
    }
}
