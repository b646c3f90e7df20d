package io.cosmosdataflow.function;

import org.apache.spark.sql.Column;

/** Makes a call's Column of Spark's own expressions. */
@FunctionalInterface
public interface Builder {

    Column build(Call call);
}
