package io.cosmosdataflow.store.kind;

import io.cosmosdataflow.store.lost.LostRows;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.spark.sql.SparkSession;

/**
 * What an attempt of an activity gives to the stores that it opens.
 *
 * @param activity its name
 * @param remark takes what the user should see
 * @param skipped takes rows that do not fit; empty if the first one ends the activity
 * @param rejects what becomes of rows that a store refuses
 * @param shared URI of a directory that all executors reach, for what is kept while the attempt lasts; empty if there is
 *     none
 * @param partitionKeys what the factory says of a container that local mode makes, and whose sink says nothing
 */
public record Opening(
        SparkSession spark,
        String activity,
        Consumer<String> remark,
        Optional<LostRows> skipped,
        RejectsOfRun rejects,
        Optional<String> shared,
        Function<ContainerName, KeyChoice> partitionKeys) {

    public Opening {
        Objects.requireNonNull(activity, "activity");
        Objects.requireNonNull(remark, "remark");
        Objects.requireNonNull(skipped, "skipped");
        Objects.requireNonNull(rejects, "rejects");
        Objects.requireNonNull(shared, "shared");
        Objects.requireNonNull(partitionKeys, "partitionKeys");
    }

    public Opening withSpark(SparkSession session) {
        return new Opening(session, activity, remark, skipped, rejects, shared, partitionKeys);
    }

    public Opening withSkipped(LostRows rows) {
        return new Opening(spark, activity, remark, Optional.of(rows), rejects, shared, partitionKeys);
    }
}
