package io.cosmosdataflow.bench;

import org.apache.spark.sql.SparkSession;

/** The session of a benchmark: this machine's cores, no web page, no network. */
final class BenchSpark {

    private BenchSpark() {}

    static SparkSession session(String benchmark) {
        return on("local[*]", benchmark);
    }

    /** @param master {@code local[N]} */
    static SparkSession on(String master, String benchmark) {
        return SparkSession.builder()
                .master(master)
                .appName("bench " + benchmark)
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.session.timeZone", "UTC")
                .getOrCreate();
    }
}
