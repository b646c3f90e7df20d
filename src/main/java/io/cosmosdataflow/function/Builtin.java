package io.cosmosdataflow.function;

import static org.apache.spark.sql.functions.call_udf;
import static org.apache.spark.sql.functions.lit;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;

/** Spark's built-in functions that its Java API lacks, or has for constant arguments only. */
public final class Builtin {

    private Builtin() {}

    public static Column call(String name, Column... arguments) {
        return call_udf(name, arguments);
    }

    public static Column nothing(DataType type) {
        return lit(null).cast(type);
    }
}
