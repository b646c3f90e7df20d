package io.cosmosdataflow.function;

import java.time.Instant;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;

/** One call of a function, with all that a {@link Builder} needs to make its Column. */
public interface Call extends TypeRule.ArgumentTypes {

    /** The argument, converted to {@link #type}. Not for lambdas. */
    Column column(int index);

    /** The body of a lambda, over Columns for its variables in the order of the signature. */
    Column lambda(int index, Column... variables);

    /** By the function's {@link TypeRule}. The built Column must have this type. */
    DataType result();

    /** When the run began; {@code currentUTC()} and the like are the same everywhere in a run. */
    Instant startOfRun();

    /**
     * The aggregate as it stands where rows are grouped, over the window where there is one. Aggregate and
     * window functions pass each of Spark's aggregates through here.
     */
    Column over(Column aggregate);
}
