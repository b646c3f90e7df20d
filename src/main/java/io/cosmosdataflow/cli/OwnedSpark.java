package io.cosmosdataflow.cli;

import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import scala.Option;

/**
 * The Spark session of a run: the one that is there already, which is left alone, or one that is made here and
 * stopped at the end.
 */
final class OwnedSpark implements AutoCloseable {

    private static final String DELTA = "io.delta.sql.DeltaSparkSessionExtension";

    private final SparkSession session;
    private final boolean made;

    private OwnedSpark(SparkSession session, boolean made) {
        this.session = session;
        this.made = made;
    }

    /** What spark-submit sets wins; without it the session is a local one, without a web page. */
    static OwnedSpark getOrCreate() {
        Option<SparkSession> present = SparkSession.getDefaultSession();
        if (present.isDefined()) {
            return new OwnedSpark(present.get(), false);
        }
        SparkConf settings = new SparkConf();
        settings.setIfMissing("spark.master", "local[*]");
        settings.setIfMissing("spark.app.name", "cosmos-dataflow");
        if (settings.get("spark.master").startsWith("local")) {
            settings.setIfMissing("spark.ui.enabled", "false");
            settings.setIfMissing("spark.executor.heartbeatInterval", "1s");
            settings.setIfMissing("spark.sql.shuffle.partitions", "4");
            settings.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
            settings.setIfMissing("spark.driver.host", "127.0.0.1");
            addDelta(settings);
        }
        return new OwnedSpark(SparkSession.builder().config(settings).getOrCreate(), true);
    }

    /** A merge into a Delta table asks for both, where Delta is on the class path; small tables need no fifty tasks. */
    private static void addDelta(SparkConf settings) {
        boolean present = OwnedSpark.class.getClassLoader().getResource(DELTA.replace('.', '/') + ".class") != null;
        if (present && !settings.contains("spark.sql.extensions")) {
            settings.set("spark.sql.extensions", DELTA);
            settings.setIfMissing("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog");
            settings.setIfMissing("spark.databricks.delta.snapshotPartitions", "4");
        }
    }

    SparkSession session() {
        return session;
    }

    @Override
    public void close() {
        if (made) {
            session.stop();
        }
    }
}
