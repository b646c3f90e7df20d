package io.cosmosdataflow.store.cosmos.write;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

class ConcurrentTasksTest {

    @Test
    void tasksAreCountedByTheSlotsOfTheCluster() {
        SparkConf plain = new SparkConf(false);
        assertThat(ConcurrentTasks.slots(plain, 16, 4)).isEqualTo(16);
        assertThat(ConcurrentTasks.slots(plain.clone().set("spark.task.cpus", "2"), 16, 4))
                .isEqualTo(8);

        SparkConf fixed = plain.clone().set("spark.executor.cores", "4").set("spark.default.parallelism", "200");
        assertThat(ConcurrentTasks.slots(fixed, 200, 3)).isEqualTo(12);

        SparkConf dynamic =
                plain.clone().set("spark.executor.cores", "4").set("spark.dynamicAllocation.enabled", "true");
        assertThat(ConcurrentTasks.slots(dynamic, 8, 2)).isEqualTo(Integer.MAX_VALUE);
        dynamic.set("spark.dynamicAllocation.maxExecutors", "10");
        assertThat(ConcurrentTasks.slots(dynamic, 8, 2)).isEqualTo(40);
    }
}
