package io.cosmosdataflow.spark;

import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** How a session reaches files. */
public final class SessionFiles {

    private SessionFiles() {}

    /** A copy of Hadoop's settings with those that the session has beyond its context's. */
    public static Configuration configuration(SparkSession spark) {
        return spark.sessionState().newHadoopConf();
    }
}
