package io.cosmosdataflow.cli;

import io.cosmosdataflow.spark.SessionFiles;
import io.cosmosdataflow.state.StateDirectory;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;
import scala.Option;

/** Opens state directories with the settings that Spark has, or would have, for their file systems. */
final class StateLocation {

    private static final String HADOOP = "spark.hadoop.";

    private StateLocation() {}

    static StateDirectory open(String directory) {
        Option<SparkSession> present = SparkSession.getDefaultSession();
        return new StateDirectory(
                directory,
                present.isDefined()
                        ? SessionFiles.configuration(present.get())
                        : OwnedSpark.context()
                                .map(SparkContext::hadoopConfiguration)
                                .orElseGet(StateLocation::submitted));
    }

    /** To look at records takes no Spark session; spark-submit has left its settings as system properties. */
    private static Configuration submitted() {
        Configuration configuration = new Configuration();
        for (scala.Tuple2<String, String> setting : new SparkConf().getAll()) {
            if (setting._1().startsWith(HADOOP)) {
                configuration.set(setting._1().substring(HADOOP.length()), setting._2());
            }
        }
        return configuration;
    }
}
