package io.cosmosdataflow.store.sql.write;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkContext;

/** Whether Spark may run a task more than once. */
final class RepeatedTasks {

    /** {@code local[cores, attempts]}. */
    private static final Pattern LOCAL_ATTEMPTS = Pattern.compile("local\\[[^,]+,\\s*(\\d+)]");

    private RepeatedTasks() {}

    /** In local mode a task that fails ends the job, unless the master's URL says otherwise. */
    static boolean possible(SparkContext spark) {
        Matcher local = LOCAL_ATTEMPTS.matcher(spark.master());
        return !spark.isLocal() || local.matches() && !local.group(1).equals("1");
    }
}
