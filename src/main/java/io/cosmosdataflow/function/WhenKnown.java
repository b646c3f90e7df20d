package io.cosmosdataflow.function;

import static org.apache.spark.sql.functions.lit;

import java.util.Objects;
import org.apache.spark.sql.Column;

/**
 * Builds a call whose first argument has a type. That of NULL and of columns that only the run knows has none:
 * there, the call is NULL, and Spark need not make sense of an array of nothing.
 */
public record WhenKnown(Builder builder) implements Builder {

    public WhenKnown {
        Objects.requireNonNull(builder, "builder");
    }

    @Override
    public Column build(Call call) {
        return Types.isUnknown(call.type(0)) ? lit(null).cast(call.result()) : builder.build(call);
    }
}
