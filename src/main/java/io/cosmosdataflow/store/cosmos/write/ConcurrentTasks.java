package io.cosmosdataflow.store.cosmos.write;

import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;

/** How many tasks of a write run at a time, as far as the driver can know when it starts. */
final class ConcurrentTasks {

    private ConcurrentTasks() {}

    /**
     * The tasks among which a budget is shared out; 1 in local mode, where one JVM has all of them.
     *
     * <p>On a cluster they are as many as it has slots: all cores that have registered by now, which is Spark's
     * default parallelism unless a setting says otherwise. With dynamic allocation executors may join later, so
     * their largest number counts, which without {@code spark.dynamicAllocation.maxExecutors} means all
     * partitions of the write: the budget is then never exceeded, but not used up while fewer tasks run. The same
     * holds for executors that join a cluster without dynamic allocation late: until the next write, the tasks on
     * them have a share each as if they had been counted.
     */
    static int of(SparkContext context, int partitions) {
        if (context.isLocal()) {
            return 1;
        }
        return Math.max(1, Math.min(partitions, slots(context)));
    }

    private static int slots(SparkContext context) {
        SparkConf conf = context.getConf();
        return slots(conf, context.defaultParallelism(), context.statusTracker().getExecutorInfos().length - 1);
    }

    /**
     * @param parallelism Spark's default
     * @param executors that have registered by now
     */
    static int slots(SparkConf conf, int parallelism, int executors) {
        int ofAnExecutor = Math.max(1, conf.getInt("spark.executor.cores", 1) / conf.getInt("spark.task.cpus", 1));
        if (conf.getBoolean("spark.dynamicAllocation.enabled", false)) {
            long most = conf.getInt("spark.dynamicAllocation.maxExecutors", Integer.MAX_VALUE);
            return (int) Math.min(Integer.MAX_VALUE, most * ofAnExecutor);
        }
        if (conf.contains("spark.default.parallelism") && conf.contains("spark.executor.cores")) {
            return Math.max(1, executors) * ofAnExecutor;
        }
        return Math.max(1, parallelism / conf.getInt("spark.task.cpus", 1));
    }
}
