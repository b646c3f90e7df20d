package io.cosmosdataflow.store.kind;

import io.cosmosdataflow.store.skip.SkippedRows;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;

/**
 * What an attempt of an activity gives to the stores that it opens.
 *
 * @param activity its name
 * @param remark takes what the user should see
 * @param skipped takes rows that do not fit; empty if the first one ends the activity
 */
public record Opening(SparkSession spark, String activity, Consumer<String> remark, Optional<SkippedRows> skipped) {

    public Opening {
        Objects.requireNonNull(activity, "activity");
        Objects.requireNonNull(remark, "remark");
        Objects.requireNonNull(skipped, "skipped");
    }
}
